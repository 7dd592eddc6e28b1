using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Xianjie.Bench.Month;

/// <summary>A person at a browser without script: keeps cookies, fills in the forms that pages show, follows no redirect unasked.</summary>
internal sealed class WebUser : IDisposable
{
    private readonly HttpClient client;
    private readonly Tally tally;
    private readonly string role;

    public WebUser(HttpMessageHandler handler, Uri server, Tally tally, string role)
    {
        client = new HttpClient(new CookieKeeper(handler)) { BaseAddress = server, Timeout = TimeSpan.FromMinutes(5) };
        (this.tally, this.role) = (tally, role);
    }

    public async Task<IDocument> PageAsync(string path)
    {
        using var answer = await tally.TimeAsync("GET " + Kind(path), () => client.GetAsync(new Uri(path, UriKind.Relative)));
        return answer.StatusCode == HttpStatusCode.OK ? await ReadAsync(answer) : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {answer.Headers.Location}");
    }

    /// <summary>Fills in the page's form and hands it in; returns where the server sends to. Throws the words of the page when it is refused.</summary>
    /// <param name="form">CSS selector of the form; the first form in <c>main</c> when null.</param>
    /// <param name="button">CSS selector of the button pressed, where it sends the form elsewhere.</param>
    public async Task<string> SubmitAsync(string path, IReadOnlyDictionary<string, string> typed, string? form = null, string? button = null, (string Field, string Name, byte[] Content)? file = null)
    {
        var page = await PageAsync(path);
        var element = page.QuerySelector(form ?? "main form[method=post], form[method=post].plain-form, .plain-card form") as IHtmlFormElement
            ?? throw new InvalidOperationException($"{path} shows no form {form}: {Text(page)}");
        using var body = new MultipartFormDataContent();
        var fields = Shown(element).Where(f => !typed.ContainsKey(f.Key) && !typed.ContainsKey(Stem(f.Key)));
        foreach (var (name, value) in fields.Concat(typed).OrderBy(f => f.Key != "__RequestVerificationToken"))
            body.Add(new StringContent(value), name);
        if (file is { } sent)
            body.Add(new ByteArrayContent(sent.Content), sent.Field, sent.Name);
        var target = button is not null ? page.QuerySelector(button)!.GetAttribute("formaction")! : element.GetAttribute("action") is { Length: > 0 } action ? action : path;
        using var answer = await tally.TimeAsync("POST " + Kind(target), () => client.PostAsync(new Uri(target, UriKind.Relative), body));
        tally.Typed(role, typed.Count + (file is null ? 0 : 1));
        if (answer.StatusCode is not (HttpStatusCode.SeeOther or HttpStatusCode.Found))
            throw new InvalidOperationException($"{target}: {(int)answer.StatusCode} {Text(await ReadAsync(answer))}");
        return answer.Headers.Location!.OriginalString;
    }

    private static IEnumerable<KeyValuePair<string, string>> Shown(IHtmlFormElement form)
    {
        foreach (var element in form.Elements)
        {
            var (name, value) = element switch
            {
                IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } or IHtmlInputElement { Type: "file" or "submit" } => (null, null),
                IHtmlInputElement input => (input.Name, input.Value),
                IHtmlSelectElement select => (select.Name, select.Value),
                IHtmlTextAreaElement area => (area.Name, area.Value),
                _ => (null, null),
            };
            if (!string.IsNullOrEmpty(name))
                yield return new(name, value ?? string.Empty);
        }
    }

    private static string Stem(string name) => name.EndsWith(']') ? name : name + "[0]";

    /// <summary>The address without ids, for the table.</summary>
    private static string Kind(string path) => string.Join('/', path.Split('?')[0].Split('/').Select(p => Guid.TryParse(p, out _) ? "…" : p)) + (path.Contains("handler=", StringComparison.Ordinal) ? " " + path.Split("handler=")[1].Split('&')[0] : string.Empty);

    private static async Task<IDocument> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return await BrowsingContext.New(Configuration.Default).OpenAsync(r => r.Content(text));
    }

    private static string Text(IDocument page) => string.Join(' ', (page.QuerySelector("#form-errors, .errors, main") ?? page.Body)?.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(120) ?? []);

    public void Dispose() => client.Dispose();
}
