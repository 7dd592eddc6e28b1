using System.Net;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using System.Runtime.CompilerServices;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Tests.Comparison;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform;

/// <summary>
/// A row of every kind that the product knows is planted in another township, all with one id. Nothing that people of this township open,
/// list, count or send tells of any of them: every answer is the same as before, or as for an id that nobody has.
/// </summary>
public sealed class ForeignRowsTests
{
    private const string Stranger = "外乡人";

    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task Lists_counts_and_figures_are_the_same_whatever_stands_in_another_township(string database)
    {
        await using var site = await Site.StartAsync(database);
        await County.SettleAsync(site, 1, "张三", Site.VillageA1);
        var before = await ReadAsync(site);
        await PlantAsync(site);
        var after = await ReadAsync(site);
        Assert.True(before.Count > 40, $"{before.Count} pages");
        foreach (var (page, text) in before)
            Assert.True(text == after[page], $"{page} tells of rows in another township:\n{text}\n---\n{after[page]}");
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_id_of_another_township_is_answered_as_one_that_nobody_has(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (planted, unknown) = (await PlantAsync(site), Guid.CreateVersion7());
        var routes = Endpoints(site).Where(e => e.RoutePattern.Parameters.Any(p => IsId(p.Name))).Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct().ToList();
        Assert.True(routes.Count > 40, $"{routes.Count} routes");
        foreach (var login in new[] { "collector", "clerk" })
        {
            var visitor = await site.SignInAsync(login);
            foreach (var route in routes)
            {
                var (there, nowhere) = (await AskAsync(visitor, route, planted), await AskAsync(visitor, route, unknown));
                Assert.True(there == nowhere, $"{login} GET {route}: {there.Status} and {nowhere.Status}\n{there.Text}\n---\n{nowhere.Text}");
                Assert.DoesNotContain(Stranger, there.Text, StringComparison.Ordinal);
            }
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_is_sent_to_an_id_of_another_township_changes_nothing_and_tells_nothing(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (planted, unknown) = (await PlantAsync(site), Guid.CreateVersion7());
        var forms = Endpoints(site).Where(e => e.RoutePattern.Parameters.Any(p => IsId(p.Name))).SelectMany(Handlers).Distinct().ToList();
        Assert.True(forms.Count > 60, $"{forms.Count} forms");
        foreach (var login in new[] { "collector", "clerk" })
        {
            var visitor = await site.SignInAsync(login);
            foreach (var (route, handler) in forms)
            {
                var (there, nowhere) = (await SendAsync(visitor, route, handler, planted), await SendAsync(visitor, route, handler, unknown));
                Assert.True(there == nowhere, $"{login} POST {route} {handler}: {there} and {nowhere}");
            }
        }
        await using var db = site.Open();
        Assert.Equal(0, await db.Set<Change>().CountAsync(c => c.ObjectId == planted && c.What != "plant"));
    }

    private static List<RouteEndpoint> Endpoints(Site site) =>
        [.. site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().DistinctBy(e => e.DisplayName + e.RoutePattern.RawText)];

    private static bool IsId(string parameter) => parameter is "id" or "row" or "member" or "household" or "person" or "item" or "file" or "round";

    /// <summary>The text of every page that needs no id, for the people of township A.</summary>
    private static async Task<Dictionary<string, string>> ReadAsync(Site site)
    {
        var pages = Endpoints(site).Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null && !e.RoutePattern.RawText!.Contains('{', StringComparison.Ordinal))
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Where(p => p is not ("/sign-out" or "/login" or "/error" or "/denied" or "/jobs" or "/account")).Distinct().ToList();
        var texts = new Dictionary<string, string>();
        foreach (var login in new[] { "collector", "clerk" })
        {
            var visitor = await site.SignInAsync(login);
            foreach (var page in pages)
            {
                var answer = await visitor.GetAsync(page);
                if (answer.StatusCode == HttpStatusCode.OK)
                    texts[$"{login} {page}"] = (await Visitor.ReadAsync(answer)).Body!.TextContent;
            }
        }
        return texts;
    }

    private static async Task<(HttpStatusCode Status, string Text)> AskAsync(Visitor visitor, string route, Guid id)
    {
        var answer = await visitor.GetAsync(Fill(route, id));
        var to = answer.Headers.Location?.ToString() ?? string.Empty;
        var text = (await Visitor.ReadAsync(answer)).Body?.TextContent ?? string.Empty;
        return (answer.StatusCode, (to + text).Replace(id.ToString(), "ID", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<HttpStatusCode> SendAsync(Visitor visitor, string route, string handler, Guid id) =>
        (await visitor.PostToAsync("/households", Fill(route, id) + (handler.Length == 0 ? "" : $"?handler={handler}"), new() { ["version"] = "0", ["Why"] = "试", ["reason"] = "试", ["words"] = "试" })).StatusCode;

    private static IEnumerable<(string Route, string Handler)> Handlers(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>() is { } page
            ? page.HandlerMethods.Where(h => h.HttpMethod == "Post").Select(h => ("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), h.Name ?? string.Empty))
            : endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null ? [("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), string.Empty)] : [];

    /// <summary>The route with the id in every place that takes one, and something plain in the others.</summary>
    private static string Fill(string route, Guid id)
    {
        var filled = System.Text.RegularExpressions.Regex.Replace(route, @"\{\*{0,2}(\w+)(:[^}]*)?\??\}", m =>
            IsId(m.Groups[1].Value) ? id.ToString() : m.Groups[2].Value.Contains("guid", StringComparison.Ordinal) ? id.ToString() : m.Groups[2].Value.Contains("int", StringComparison.Ordinal) ? "2026"
            : m.Groups[2].Value.Contains("long", StringComparison.Ordinal) ? "990101102201" : m.Groups[1].Value == "kind" ? "member" : "citizen_id");
        return filled;
    }

    /// <summary>One row of every kind in a village of township B; all of them, and all that they refer to, have one id.</summary>
    private static async Task<Guid> PlantAsync(Site site)
    {
        var id = Guid.CreateVersion7();
        await using var db = site.Open();
        List<IEntityType> kinds = [.. db.Model.GetEntityTypes().Where(t => typeof(IInDivision).IsAssignableFrom(t.ClrType) && t.ClrType != typeof(AuditEvent) && t.ClrType != typeof(Change))];
        Assert.True(kinds.Count > 40, $"{kinds.Count} kinds");
        foreach (var kind in kinds)
        {
            var entry = db.Entry(RuntimeHelpers.GetUninitializedObject(kind.ClrType));
            foreach (var property in kind.GetProperties())
                entry.Property(property.Name).CurrentValue = Value(property, id, site);
            entry.State = EntityState.Added;
        }
        db.Act = new Act("test", "plant");
        await db.SaveChangesAsync();
        return id;
    }

    private static object? Value(IProperty property, Guid id, Site site) => property.Name switch
    {
        "Division" => Convert.ChangeType(Site.VillageB1, property.ClrType, System.Globalization.CultureInfo.InvariantCulture),
        "County" => 990101,
        _ when property.ClrType == typeof(string) => property.GetMaxLength() is < 3 ? Stranger[..property.GetMaxLength()!.Value] : Stranger,
        _ when property.ClrType == typeof(Guid) || property.ClrType == typeof(Guid?) => id,
        _ when property.ClrType == typeof(DateOnly) => new DateOnly(2026, 11, 2),
        _ when property.ClrType == typeof(DateTimeOffset) => site.Clock.GetUtcNow(),
        _ when property.ClrType == typeof(byte[]) => new byte[32],
        _ when property.ClrType.IsValueType && Nullable.GetUnderlyingType(property.ClrType) is null => Activator.CreateInstance(property.ClrType),
        _ when property.IsNullable => null,
        _ => throw new NotSupportedException($"No value for {property}."),
    };
}
