using Xianjie.Platform.Access;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households.Forms;

namespace Xianjie.Registry.Households.Record;

/// <param name="Reveal">Address of the page that shows a masked value for a purpose; null where there is none or the role may not.</param>
internal sealed record Fact(string Name, string Text, string? Source, string? Reveal, bool Masked);

internal sealed record FactGroup(string Title, IReadOnlyList<Fact> Facts);

/// <summary>A row as the record page shows it: every catalogue field by section, with its source.</summary>
internal static class Facts
{
    /// <summary>In the place of every value of a class that the reader does not see, filled in or not.</summary>
    public const string NotShown = "无权查看";

    public static IReadOnlyList<FactGroup> Of(RegistryFields fields, string fact, object entity, IReadOnlyDictionary<string, string>? sources, CurrentUser reader, Func<Field, string?> reveal, params string[] hidden)
    {
        var groups = new List<FactGroup>();
        foreach (var (title, columns) in FormSections.Of(fields, fact))
        {
            var facts = columns.Where(f => !hidden.Contains(f.Column.English)).Select(f => reader.Sees(f.Column.Class) ? One(f, entity, sources, reveal) : new(f.Name, NotShown, null, null, false)).ToList();
            if (facts.Count > 0)
                groups.Add(new(title, facts));
        }
        return groups;
    }

    private static Fact One(Field field, object entity, IReadOnlyDictionary<string, string>? sources, Func<Field, string?> reveal)
    {
        var text = field.Text(entity);
        if (text.Length > 0 && field.Column.Unit is { } unit)
            text = $"{text} {unit}";
        var property = string.Concat(field.Column.English.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
        var source = sources?.GetValueOrDefault(field.IsSealed ? property + "Sealed" : property);
        return new(field.Name, text, source, field.IsSealed && text.Length > 0 ? reveal(field) : null, field.IsSealed);
    }
}
