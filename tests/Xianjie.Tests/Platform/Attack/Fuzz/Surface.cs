using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;

namespace Xianjie.Tests.Platform.Attack.Fuzz;

/// <summary>What is known of the product from outside: every endpoint, the addresses that pages link to, and the forms that they show.</summary>
internal sealed partial class Surface(IEnumerable<RouteEndpoint> endpoints, int seed)
{
    private readonly Random random = new(seed);
    private readonly (string Route, Regex Shape, List<string> Seen)[] routes =
        [.. endpoints.Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Where(r => r is not "/sign-out").Distinct().Order(StringComparer.Ordinal).Select(r => (r, Shape(r), new List<string>()))];
    private readonly Dictionary<string, Dictionary<string, Form>> forms = [];
    private readonly HashSet<(string Who, string Route)> refused = [];
    private int turn;

    public int Routes => routes.Length;
    public HashSet<string> Asked { get; } = [];
    public int Forms => forms.Values.SelectMany(f => f.Keys).Distinct().Count();

    public void See(IEnumerable<string> links)
    {
        foreach (var link in links.Where(l => l.StartsWith('/') && !l.StartsWith("//", StringComparison.Ordinal) && l.Length < 300))
        {
            var path = link.Split('?')[0];
            foreach (var (_, _, seen) in routes.Where(r => r.Shape.IsMatch(path)))
            {
                if (seen.Count < 40 && !seen.Contains(link))
                    seen.Add(link);
            }
        }
    }

    public void See(string who, IEnumerable<Form> shown)
    {
        var own = forms.TryGetValue(who, out var known) ? known : forms[who] = [];
        foreach (var form in shown.Where(f => f.Action.StartsWith('/') && !f.Action.StartsWith("/sign-out", StringComparison.Ordinal)))
            own[Id().Replace(form.Action, "…") + string.Concat(form.Fields.Select(f => f.Name))] = form;
    }

    /// <summary>The route that an address belongs to, with the choice of tab or view.</summary>
    public string? RouteOf(string link)
    {
        var parts = link.Split('?', 2);
        return Array.Find(routes, r => r.Shape.IsMatch(parts[0])) is { Route: { } route } ? route + "?" + string.Join('&', parts.Skip(1).SelectMany(p => p.Split('&')).Where(p => p.StartsWith("tab=", StringComparison.Ordinal) || p.StartsWith("view=", StringComparison.Ordinal))) : null;
    }

    /// <summary>A form that this person was shown.</summary>
    public Form? AnyForm(string who) => forms.TryGetValue(who, out var own) && own.Count > 0 ? own.Values.ElementAt(random.Next(own.Count)) : null;

    /// <summary>Remembers that a route is not for this person, so that most requests go where there is something to break.</summary>
    public void Refuse(string who, string path) => refused.UnionWith(routes.Where(r => r.Shape.IsMatch(path.Split('?')[0])).Select(r => (who, r.Route)));

    /// <summary>Every route in turn: an address that a page linked to, or the route filled with something.</summary>
    public string NextPath(string who)
    {
        while (refused.Contains((who, routes[turn % routes.Length].Route)) && random.Next(12) > 0)
            turn++;
        var (route, _, seen) = routes[turn++ % routes.Length];
        Asked.Add(route);
        return seen.Count > 0 && random.Next(4) > 0 ? seen[random.Next(seen.Count)] : Parameter().Replace(route, m => Uri.EscapeDataString(Value(m.Value).Replace('\0', '0')));
    }

    private string Value(string parameter) => (parameter, random.Next(3)) switch
    {
        (_, 0) => HostileText.Any(random) is { Length: > 0 } text ? text[..Math.Min(text.Length, 40)] : " ",
        (var p, 1) when p.Contains("guid", StringComparison.Ordinal) => Guid.CreateVersion7().ToString(),
        (var p, _) when p.Contains("long", StringComparison.Ordinal) || p.Contains("int", StringComparison.Ordinal) => random.NextInt64(-5, 990101102201).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => AnyId() ?? "x",
    };

    /// <summary>An id that stands in some address, of whatever kind.</summary>
    private string? AnyId()
    {
        var (_, _, seen) = routes[random.Next(routes.Length)];
        return seen.Count > 0 && Id().Match(seen[random.Next(seen.Count)]) is { Success: true } match ? match.Value : null;
    }

    private static Regex Shape(string route) => new("^" + Parameter().Replace(route, "§").Replace(".", "\\.", StringComparison.Ordinal).Replace("/§", "(/[^/]+)?", StringComparison.Ordinal) + "/?$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    [GeneratedRegex(@"\{[^}]*(\{[^}]*\}[^}]*)*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]{12}")]
    private static partial Regex Id();
}
