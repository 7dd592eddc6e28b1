using System.Net;
using System.Text;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.Session.KeptForms;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Access;

/// <summary>Whatever time-out there is, what was typed is not lost, and only its owner gets it back.</summary>
public sealed class KeptFormTests
{
    private static readonly SignInSettings Strict = Site.Calm with { Idle = TimeSpan.FromMinutes(30), Absolute = TimeSpan.FromHours(10), Proof = TimeSpan.FromMinutes(15) };

    public static TheoryData<string> Databases => TestDatabases.All;

    private static Dictionary<string, string> Account(string login) => new()
    {
        ["Input.Login"] = login, ["Input.Name"] = "半途而归", ["Input.Role"] = "leader", ["Input.Division"] = "990101", ["Input.Password"] = Site.Password, ["Input.Disabled"] = "false", ["Input.Why"] = "新同事到岗",
    };

    /// <summary>ASVS 3.3.2, 3.7.1.</summary>
    [Theory, MemberData(nameof(Databases))]
    public async Task A_form_sent_after_the_session_ended_is_there_after_signing_in_again_and_goes_with_one_button(string database)
    {
        await using var site = await Site.StartAsync(database, signIn: Strict with { Proof = TimeSpan.FromDays(1) });
        var user = await site.SignInAsync("monitor");
        var page = await Visitor.ReadAsync(await user.GetAsync("/letters/new"));
        var fields = Filled(page, "张家的房子漏雨，请尽快入户");
        site.Clock.Move(TimeSpan.FromMinutes(31));
        var late = await PostAsync(user, "/letters/new", fields);
        Assert.Equal(HttpStatusCode.Redirect, late.StatusCode);
        Assert.Contains("kept=1", late.Headers.Location!.Query, StringComparison.Ordinal);
        Assert.Contains("没有丢", (await user.PageAsync(late.Headers.Location!.PathAndQuery)).Body!.TextContent, StringComparison.Ordinal);
        await using (var db = site.Open())
            Assert.DoesNotContain("漏雨", Encoding.UTF8.GetString((await db.Set<KeptForm>().SingleAsync()).ContentSealed), StringComparison.Ordinal);

        // Another person at the same browser gets nothing of it, nor does the same person elsewhere
        var path = await SignInAsync(user, "clerk");
        Assert.Equal("/", path);
        var elsewhere = await site.SignInAsync("monitor");
        Guid id;
        await using (var db = site.Open())
            id = (await db.Set<KeptForm>().SingleAsync()).Id;
        foreach (var nosy in new[] { user, elsewhere })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await nosy.GetAsync($"/kept/{id}")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await nosy.GetAsync($"/session/kept/{id}")).StatusCode);
        }

        path = await SignInAsync(user, "monitor");
        Assert.Equal($"/kept/{id}", path);
        var kept = await user.PageAsync(path);
        Assert.Contains("漏雨", kept.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("漏雨", await (await user.GetAsync($"/session/kept/{id}")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var sent = await SendAsync(user, kept);
        // Whatever the page says of the contents, it says it of all that was typed
        Assert.True(sent.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.UnprocessableEntity, sent.StatusCode.ToString());
        if (sent.StatusCode == HttpStatusCode.UnprocessableEntity)
            Assert.Contains("漏雨", (await Visitor.ReadAsync(sent)).QuerySelector("main form")!.OuterHtml, StringComparison.Ordinal);
    }

    /// <summary>ASVS 3.7.1, 4.3.1: managing accounts asks for the password again; the form waits, is sent once, and is gone.</summary>
    [Theory, MemberData(nameof(Databases))]
    public async Task A_sensitive_form_asks_for_a_fresh_proof_and_is_sent_once_afterwards(string database)
    {
        await using var site = await Site.StartAsync(database, signIn: Strict);
        var admin = await site.SignInAsync("security-admin");
        var page = await admin.PageAsync("/users/edit");
        site.Clock.Move(TimeSpan.FromMinutes(16));
        Assert.StartsWith("/prove", (await admin.GetAsync("/users/edit")).Headers.Location!.OriginalString, StringComparison.Ordinal);
        var late = await PostAsync(admin, "/users/edit", Token(page, Account("halfway")));
        Assert.StartsWith("/prove", late.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains("kept=1", late.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.PostAsync("/prove", new() { ["Password"] = "wrong" })).StatusCode);
        var proved = await admin.PostAsync("/prove", new() { ["Password"] = Site.Password });
        var kept = await admin.PageAsync(proved.Headers.Location!.OriginalString);
        Assert.Contains("半途而归", kept.Body!.TextContent, StringComparison.Ordinal);
        // The password typed for the new account is never put aside, so the form comes back with all the rest
        var sent = await SendAsync(admin, kept);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.StatusCode);
        var form = await Visitor.ReadAsync(sent);
        Assert.Equal("halfway", form.QuerySelector("input[name='Input.Login']")!.GetAttribute("value"));
        Assert.Equal("半途而归", form.QuerySelector("input[name='Input.Name']")!.GetAttribute("value"));
        var asked = await PostAsync(admin, "/users/edit", Token(form, Account("halfway")));
        Assert.Equal(HttpStatusCode.SeeOther, asked.StatusCode);
        await site.ConfirmedAsync(asked, "security-admin-2");
        await using var db = site.Open();
        Assert.Equal(1, await db.Set<User>().CountAsync(u => u.Login == "halfway"));
    }

    /// <summary>Files go along as long as they are small; a larger one is named. A form of another site, and one for another person's session, is not kept.</summary>
    [Theory, MemberData(nameof(Databases))]
    public async Task Small_files_are_kept_large_ones_named_and_forms_from_elsewhere_thrown_away(string database)
    {
        await using var site = await Site.StartAsync(database, signIn: Strict with { Proof = TimeSpan.FromDays(1) });
        var user = await site.SignInAsync("monitor");
        var token = (await user.PageAsync("/letters/import")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        site.Clock.Move(TimeSpan.FromMinutes(31));
        // Without the page's own token: nothing is kept
        Assert.DoesNotContain("kept=1", (await FilesAsync(user, "forged", [1, 2, 3])).Headers.Location!.Query, StringComparison.Ordinal);
        Assert.Contains("kept=1", (await FilesAsync(user, token, [1, 2, 3], new byte[PostedForm.FileBytes])).Headers.Location!.Query, StringComparison.Ordinal);
        var kept = await user.PageAsync(await SignInAsync(user, "monitor"));
        Assert.Contains("0.csv", kept.QuerySelector("dl.facts")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("文件 1.csv 太大", kept.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(kept.QuerySelectorAll("form[action^='/letters'] button"));
        var id = kept.QuerySelector("input[name=__kept]")!.GetAttribute("value");
        Assert.Equal([1, 2, 3], await (await user.GetAsync($"/session/kept/{id}/0")).Content.ReadAsByteArrayAsync());
        // After half a day nothing is left of it
        site.Clock.Move(TimeSpan.FromHours(9));
        Assert.Equal("/", await SignInAsync(user, "clerk"));
        site.Clock.Move(TimeSpan.FromHours(4));
        Assert.Equal("/", await SignInAsync(user, "monitor"));
    }

    /// <summary>Parts of pages get 401, so that the page with what was typed stays.</summary>
    [Fact]
    public async Task A_part_of_a_page_gets_401_and_a_reveal_sends_to_the_proof_and_back()
    {
        await using var site = await Site.StartAsync("sqlite", signIn: Strict);
        var user = await site.SignInAsync("monitor");
        site.Clock.Move(TimeSpan.FromMinutes(16));
        using var reveal = new HttpRequestMessage(HttpMethod.Get, $"/households/{Guid.CreateVersion7()}/reveal/household/{Guid.CreateVersion7()}/phone");
        reveal.Headers.Add("HX-Request", "true");
        reveal.Headers.Add("HX-Current-URL", "http://localhost/households/1?tab=members");
        var proof = await user.Http.SendAsync(reveal);
        Assert.Equal("/prove?ReturnUrl=%2Fhouseholds%2F1%3Ftab%3Dmembers", proof.Headers.GetValues("HX-Redirect").Single());
        site.Clock.Move(TimeSpan.FromMinutes(31));
        using var part = new HttpRequestMessage(HttpMethod.Get, "/inbox");
        part.Headers.Add("HX-Request", "true");
        Assert.Equal(HttpStatusCode.Unauthorized, (await user.Http.SendAsync(part)).StatusCode);
    }

    private static async Task<string> SignInAsync(Visitor visitor, string login)
    {
        var answer = await visitor.PostAsync("/login", new() { ["Login"] = login, ["Password"] = Site.Password });
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    private static Dictionary<string, string> Filled(IDocument page, string words)
    {
        var form = page.QuerySelectorAll("main form[method=post]").First(f => f.QuerySelector("textarea") is not null);
        var fields = new Dictionary<string, string>();
        foreach (var input in form.QuerySelectorAll("input[name], select[name], textarea[name]").Where(i => i.GetAttribute("type") is not ("file" or "checkbox" or "radio")))
            fields[input.GetAttribute("name")!] = input.LocalName == "textarea" ? words : input.GetAttribute("value") ?? string.Empty;
        return fields;
    }

    private static Dictionary<string, string> Token(IDocument page, Dictionary<string, string> fields) =>
        new(fields) { ["__RequestVerificationToken"] = page.QuerySelector("main form[method=post] input[name=__RequestVerificationToken]")!.GetAttribute("value")! };

    private static async Task<HttpResponseMessage> PostAsync(Visitor visitor, string path, Dictionary<string, string> fields)
    {
        using var form = new FormUrlEncodedContent(fields);
        return await visitor.Http.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    private static Task<HttpResponseMessage> SendAsync(Visitor visitor, IDocument kept)
    {
        var form = kept.QuerySelector("input[name=__kept]")!.Closest("form")!;
        return PostAsync(visitor, form.GetAttribute("action")!, form.QuerySelectorAll("input[name]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value")!));
    }

    private static async Task<HttpResponseMessage> FilesAsync(Visitor visitor, string token, params byte[][] files)
    {
        using var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" } };
        for (var i = 0; i < files.Length; i++)
            form.Add(new ByteArrayContent(files[i]), "File", $"{i}.csv");
        return await visitor.Http.PostAsync(new Uri("/letters/import", UriKind.Relative), form);
    }
}
