using AngleSharp.Dom;

namespace Xianjie.Tests.Platform.Attack.Fuzz;

/// <summary>A form as a page shows it: where it goes, what stands in its fields, which values its lists offer.</summary>
internal sealed record Form(string Action, bool IsPost, IReadOnlyList<Field> Fields)
{
    public static IEnumerable<Form> On(IDocument page, string path) =>
        page.QuerySelectorAll("form").Select(f => new Form(Address(f, path), f.GetAttribute("method")?.Equals("post", StringComparison.OrdinalIgnoreCase) == true, [.. FieldsOf(f)]));

    private static string Address(IElement form, string path) => form.GetAttribute("action") is { Length: > 0 } action ? action : path;

    private static IEnumerable<Field> FieldsOf(IElement form) =>
        from control in form.QuerySelectorAll("input[name], select[name], textarea[name], button[name]")
        let name = control.GetAttribute("name")!
        where name != "__RequestVerificationToken"
        select new Field(name, control.GetAttribute("type") == "file", control.GetAttribute("value") ?? control.TextContent,
            [.. control.QuerySelectorAll("option").Select(o => o.GetAttribute("value") ?? o.TextContent)]);
}

/// <summary>A field of a form.</summary>
internal sealed record Field(string Name, bool IsFile, string Value, IReadOnlyList<string> Choices)
{
    /// <summary>What a person might put there.</summary>
    public string Plausible(Random random) => Choices.Count > 0 ? Choices[random.Next(Choices.Count)] : Value.Length > 0 ? Value : random.Next(3) == 0 ? "2026-10-01" : random.Next(2) == 0 ? "试填" : "12";
}
