using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Attack.Fuzz;

/// <summary>Sends one bent request after the other as one visitor and looks at each answer; the same seed sends the same.</summary>
internal sealed partial class Fuzzer(Visitor visitor, string who, Surface surface, IReadOnlyList<byte[]> files, int seed)
{
    private static readonly string[] Verbs = ["HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "POST", "XJ"];
    private readonly Random random = new(seed);
    private string token = string.Empty;

    /// <summary>How many answers of each kind came.</summary>
    public Dictionary<int, int> Answers { get; } = [];

    /// <summary>Sends the next request. Gives what is wrong with its answer, or null.</summary>
    public async Task<string?> StepAsync()
    {
        using var request = random.Next(2) == 0 && surface.AnyForm(who) is { } form ? FormRequest(form) : PathRequest(surface.NextPath(who));
        if (request is null)
            return null;
        if (random.Next(20) == 0)
            request.Headers.TryAddWithoutValidation(random.Next(3) switch { 0 => "Accept-Language", 1 => "X-Forwarded-For", _ => "HX-Current-URL" }, HostileText.Any(random).ReplaceLineEndings(""));
        var what = $"{who} {request.Method} {request.RequestUri}";
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            using var answer = await visitor.Http.SendAsync(request, limit.Token);
            return await JudgeAsync(answer, request.RequestUri!.ToString()) is { } wrong ? $"{what}: {wrong}\n{await SentAsync(request)}\n" : null;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return $"{what}: no answer within a minute";
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return $"{what}: the connection broke: {string.Join('\n', error.ToString().Split('\n').Take(12))}\n{await SentAsync(request)}\n";
        }
    }

    /// <summary>Opens the first page and some that it links to, so that there are forms to bend from the beginning.</summary>
    public async Task LookAroundAsync(int pages)
    {
        var first = await LookAsync("/");
        var links = first?.QuerySelectorAll("nav a[href^='/']").Select(a => a.GetAttribute("href")!).Where(l => !l.StartsWith("/sign-out", StringComparison.Ordinal)).Distinct().ToArray() ?? [];
        random.Shuffle(links);
        foreach (var link in links.Take(pages))
            await LookAsync(link);
    }

    private async Task<IDocument?> LookAsync(string path)
    {
        using var answer = await visitor.Http.GetAsync(new Uri(path, UriKind.Relative));
        if (answer.Content.Headers.ContentType?.MediaType is not "text/html")
            return null;
        var page = await Visitor.ReadAsync(await answer.Content.ReadAsStringAsync());
        Learn(page, path);
        return page;
    }

    private static async Task<string> SentAsync(HttpRequestMessage request)
    {
        var text = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync();
        return text.Length > 3000 ? text[..3000] : text;
    }

    private HttpRequestMessage? PathRequest(string path)
    {
        if (random.Next(2) == 0)
            path += (path.Contains('?', StringComparison.Ordinal) ? '&' : '?') + Query();
        if (random.Next(10) == 0)
            path = HostileText.Bent(path, random);
        var verb = random.Next(12) == 0 ? Verbs[random.Next(Verbs.Length)] : "GET";
        if (Uri.UnescapeDataString(path.Split('?')[0]).Contains('\0', StringComparison.Ordinal))
            return null; // the transport refuses these
        return Uri.TryCreate(path, UriKind.Relative, out var uri) && path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("/\\", StringComparison.Ordinal) ? new(new HttpMethod(verb), uri) : null;
    }

    private string Query()
    {
        var names = surface.AnyForm(who)?.Fields.Select(f => f.Name).ToList() ?? [];
        names.AddRange(["handler", "area", "q", "number", "sort", "after", "size", "tab", "ReturnUrl", "id", "month", "place"]);
        return string.Join('&', Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"{Uri.EscapeDataString(names[random.Next(names.Count)])}={Escape(HostileText.Any(random))}"));
    }

    private string Escape(string text) => random.Next(15) == 0 ? "%ED%A0%80%00%ff" : Uri.EscapeDataString(text.Length > 1500 ? text[..1500] : text);

    private HttpRequestMessage? FormRequest(Form form)
    {
        var bent = form.Fields.Where(_ => random.Next(1 + Math.Min(form.Fields.Count, 12)) < 2).Select(f => f.Name).ToHashSet();
        if (!form.IsPost)
            return PathRequest(form.Action.Split('?')[0] + "?" + string.Join('&', form.Fields.Where(f => !f.IsFile).Select(f => $"{Uri.EscapeDataString(f.Name)}={Escape(Text(f, bent))}")));
        var content = new MultipartFormDataContent();
        if (random.Next(30) > 0)
            content.Add(new StringContent(token), "__RequestVerificationToken");
        foreach (var field in form.Fields.Where(f => f.IsFile || random.Next(25) > 0))
            Add(content, field, bent);
        if (random.Next(8) == 0)
            Add(content, new Field(random.Next(2) == 0 ? "Input.Division" : HostileText.Any(random).ReplaceLineEndings(" "), false, "", []), [.. bent]);
        return Uri.TryCreate(form.Action, UriKind.Relative, out var uri) ? new(HttpMethod.Post, uri) { Content = content } : null;
    }

    private void Add(MultipartFormDataContent content, Field field, HashSet<string> bent)
    {
        if (field.IsFile)
        {
            var (name, bytes) = HostileFile.Any(files, random);
            var part = new ByteArrayContent(bytes);
            part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{field.Name}\"; filename=\"{name.Replace('"', '\'')}\"");
            part.Headers.ContentType = new MediaTypeHeaderValue(random.Next(4) == 0 ? "text/html" : "application/octet-stream");
            content.Add(part);
            return;
        }
        var value = new ByteArrayContent(Encoding.UTF8.GetBytes(Text(field, bent)));
        value.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{field.Name.Replace('"', '\'')}\"");
        content.Add(value);
    }

    private string Text(Field field, HashSet<string> bent) => !bent.Contains(field.Name) ? field.Plausible(random) : random.Next(3) == 0 ? HostileText.Bent(field.Value, random) : HostileText.Any(random);

    private async Task<string?> JudgeAsync(HttpResponseMessage answer, string path)
    {
        Answers[(int)answer.StatusCode] = Answers.GetValueOrDefault((int)answer.StatusCode) + 1;
        if ((int)answer.StatusCode >= 500)
            return $"{(int)answer.StatusCode} {string.Join(' ', answer.Headers.Concat(answer.Content.Headers).Select(h => $"{h.Key}={string.Join(',', h.Value)}"))}\n{await answer.Content.ReadAsStringAsync()}";
        if (answer.Headers.Location?.ToString() is { } refusal && (refusal.Contains("/denied", StringComparison.Ordinal) || refusal.Contains("/login", StringComparison.Ordinal)))
            surface.Refuse(who, path);
        if (answer.Headers.Contains(HostileText.Header))
            return "a header came through";
        if (answer.Headers.Location is { } to && (to.IsAbsoluteUri ? to.Host != "localhost" : to.ToString().StartsWith("//", StringComparison.Ordinal) || to.ToString().StartsWith("/\\", StringComparison.Ordinal)))
            return $"sends people away to {to}";
        if (answer.Content.Headers.ContentType?.MediaType is not "text/html")
            return null;
        var text = await answer.Content.ReadAsStringAsync();
        if (Leak().Match(text) is { Success: true } leak)
            return $"tells of its inside: {leak.Value}";
        var page = await Visitor.ReadAsync(text);
        if (page.QuerySelector(HostileText.Element) is not null || page.All.Any(e => e.HasAttribute(HostileText.Attribute)))
            return "markup came through";
        Learn(page, path);
        return null;
    }

    private void Learn(IDocument page, string path)
    {
        token = page.QuerySelector("[name=__RequestVerificationToken]")?.GetAttribute("value") ?? token;
        surface.See(page.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!));
        surface.See(who, Form.On(page, path));
    }

    [GeneratedRegex(@"\bat (Xianjie|Microsoft|System)\.\w+|\w+Exception\b|SQLite Error|\bNpgsql|/src/Xianjie/|StackTrace")]
    private static partial Regex Leak();
}
