using System.Net;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Files;
using Xianjie.Tests.Setup;
using Microsoft.EntityFrameworkCore;

namespace Xianjie.Tests.Platform.Attack;

/// <summary>A form on another site can't act for someone who is signed in here (ASVS 4.2.2, 13.2.3).</summary>
public sealed class ForgeryTests
{
    // The page for villagers asks nobody to sign in, so that no one can be made to act there as someone else
    private static readonly string[] Streams = ["/feeds", "/households/import"];

    [Fact]
    public async Task Nothing_is_taken_by_any_form_of_any_page_without_the_token_or_with_that_of_someone_else()
    {
        await using var site = await Site.StartAsync("sqlite");
        var posts = await PageRoutes.PostsAsync(site.Services);
        Assert.True(posts.Count > 150, $"{posts.Count} forms");
        var stranger = await site.SignInAsync("clerk-b");
        var strange = (await stranger.PageAsync("/account")).QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        await using var db = site.Open();
        foreach (var login in new[] { "monitor", "clerk", "collector", "security-admin", "system-admin", "department" })
        {
            var visitor = await site.SignInAsync(login);
            var before = await db.Set<Change>().CountAsync();
            foreach (var (path, handler) in posts.Where(p => p.Path is not ("/error" or "/sign-out" or "/login") && !p.Path.StartsWith("/report", StringComparison.Ordinal)))
            {
                var address = path + (handler.Length == 0 ? "" : "?handler=" + handler);
                foreach (var token in new[] { null, strange })
                {
                    using var form = new MultipartFormDataContent { { new StringContent("试"), "Why" } };
                    if (token is not null)
                        form.Add(new StringContent(token), "__RequestVerificationToken");
                    var answer = await visitor.Http.PostAsync(new Uri(address, UriKind.Relative), form);
                    var refused = answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Forbidden
                        || (answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.ToString().Contains("/denied", StringComparison.Ordinal))
                        // pages that stream files say on the page itself that nothing was taken
                        || (answer.StatusCode == HttpStatusCode.SeeOther && Streams.Contains(answer.Headers.Location!.ToString()));
                    Assert.True(refused, $"{login} POST {address} {(token is null ? "without a token" : "with another's token")}: {answer.StatusCode}");
                }
            }
            Assert.Equal(before, await db.Set<Change>().CountAsync());
            Assert.Empty(await db.Set<StoredFile>().ToListAsync());
        }
    }
}
