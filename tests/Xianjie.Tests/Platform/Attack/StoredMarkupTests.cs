using System.Net;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Data;
using Xianjie.Tests.Platform.Attack.Fuzz;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Attack;

/// <summary>
/// Markup, right-to-left marks and zero-width characters stand in every free text of the database, as if they had come through any form, import or
/// earlier version: no page draws them as anything but text (ASVS 5.3.1, 5.3.3, 5.3.6).
/// </summary>
public sealed class StoredMarkupTests
{
    private const string Markup = $"\"'><{HostileText.Element} {HostileText.Attribute}=1>\u202e\u200b";

    private static readonly char[] Joints = [';', ',', '、', ' ', '|'];

    [Fact]
    public async Task No_page_draws_what_stands_in_a_free_text_as_markup()
    {
        await using var site = await DemoSite.StartAsync("sqlite", 200);
        var filled = await FillAsync(site);
        Assert.True(filled > 80, $"only {filled} columns");
        var surface = new Surface(site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>(), 1);
        var (pages, seen) = (0, 0);
        foreach (var login in site.Logins)
        {
            var visitor = await site.SignInAsync(login);
            var (waiting, kinds) = (new Queue<string>(["/"]), new HashSet<string>());
            while (waiting.TryDequeue(out var path))
            {
                var answer = await visitor.GetAsync(path);
                Assert.True((int)answer.StatusCode < 500, $"{login} at {path}: {answer.StatusCode}\n{site.Errors.Take()}");
                if (answer.StatusCode != HttpStatusCode.OK || answer.Content.Headers.ContentType?.MediaType != "text/html")
                    continue;
                var page = await Visitor.ReadAsync(answer);
                Assert.True(page.QuerySelector(HostileText.Element) is null && !page.All.Any(e => e.HasAttribute(HostileText.Attribute)), $"{login} at {path} draws markup");
                (pages, seen) = (pages + 1, seen + (page.Body!.TextContent.Contains(HostileText.Element, StringComparison.Ordinal) ? 1 : 0));
                foreach (var link in Links(page).Where(l => kinds.Count < 150 && kinds.Add(surface.RouteOf(l) ?? l)))
                    waiting.Enqueue(link);
            }
        }
        Assert.True(pages > 300 && seen > 100, $"{seen} of {pages} pages show such a text");
    }

    private static IEnumerable<string> Links(IDocument page) =>
        page.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!).Where(h => h.StartsWith('/') && !h.StartsWith("/sign-out", StringComparison.Ordinal) && !h.Contains("handler=", StringComparison.Ordinal));

    /// <summary>Writes into every free text, past forms and checks, and counts the columns.</summary>
    private static async Task<int> FillAsync(DemoSite site)
    {
#pragma warning disable EF1002 // names of tables and columns out of the model
        await using var db = site.Open();
        var count = 0;
        var codes = typeof(XianjieDb).Assembly.GetTypes().Where(t => t.IsEnum).SelectMany(Enum.GetNames)
            .Concat(site.Services.GetRequiredService<Xianjie.Screening.Catalogue>().Codes.Values.SelectMany(c => c.Values)).ToHashSet();
        foreach (var column in db.Model.GetEntityTypes().SelectMany(t => t.GetProperties()).Where(IsFreeText))
        {
            var (table, name) = (column.DeclaringType.GetTableName()!, column.GetColumnName());
            if (typeof(IAppendOnly).IsAssignableFrom(column.DeclaringType.ClrType))
                continue;
            var most = column.GetMaxLength() ?? 400;
            var sample = (await db.Database.SqlQueryRaw<string>($"SELECT \"{name}\" AS \"Value\" FROM \"{table}\" WHERE \"{name}\" IS NOT NULL AND \"{name}\" <> '' LIMIT 40").ToListAsync()).ToHashSet();
            // Codes, keys and structures are the product's own; people's words are neither
            if (most < 8 || sample.Count == 0 || sample.Any(s => s[0] is '{' or '[' or '/' || s.All(char.IsAscii) || s.Split(Joints, StringSplitOptions.RemoveEmptyEntries).All(codes.Contains)))
                continue;
            count += await db.Database.ExecuteSqlRawAsync($"UPDATE \"{table}\" SET \"{name}\" = substr({{0}}, 1, {most})", Markup) > 0 ? 1 : 0;
        }
#pragma warning restore EF1002
        return count;
    }

    private static bool IsFreeText(IProperty property) =>
        property.ClrType == typeof(string) && !property.IsKey() && !property.IsForeignKey() && !property.IsIndex() && property.GetTypeMapping().Converter is null;
}
