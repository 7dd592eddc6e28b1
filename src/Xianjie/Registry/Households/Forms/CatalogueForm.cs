using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Primitives;
using Xianjie.Platform.Tabular.Cells;
using Xianjie.Registry.Fields;
using Xianjie.Screening;

namespace Xianjie.Registry.Households.Forms;

/// <summary>One control of a form: the field, what stands in it, and what is wrong with it.</summary>
internal sealed record FormField(Field Field, string Value, string? Kept, bool Fixed, IReadOnlyList<string>? Choices, string? Error, string? Source)
{
    public const string Prefix = "f.", ClearPrefix = "clear.";
    public string Name => Prefix + Field.Column.English;
    public string Id => "f_" + Field.Column.English;
    public IEnumerable<string> Values => Value.Split(';', '、');
    public bool IsChoice => Choices is not null;
}

/// <summary>
/// A form made from the catalogue: its fields by section, read from and written to an entity through the field map. Sealed values are
/// never sent to the page: an empty control keeps what is there.
/// </summary>
internal sealed class CatalogueForm(RegistryFields fields, string fact, params string[] hidden)
{
    private readonly Dictionary<string, string> typed = [];
    private readonly Dictionary<string, string> kept = [];
    private readonly Dictionary<string, Reading> readings = [];

    public string Fact => fact;
    /// <summary>Fields shown but not changed here.</summary>
    public HashSet<string> Fixed { get; } = [];
    /// <summary>Choices that are not a code list: villages.</summary>
    public Dictionary<string, IReadOnlyList<(string Value, string Words)>> Choices { get; } = [];
    public Dictionary<string, string> Sources { get; init; } = [];

    public IEnumerable<Field> Fields => fields.Of(fact).Where(f => !hidden.Contains(f.Column.English));

    public IEnumerable<(string Title, IReadOnlyList<FormField> Fields)> Sections(ModelStateDictionary state) =>
        FormSections.Of(fields, fact).Select(s => (s.Title, (IReadOnlyList<FormField>)[.. s.Fields.Where(f => !hidden.Contains(f.Column.English)).Select(f => Control(f, state))]))
            .Where(s => s.Item2.Count > 0);

    private FormField Control(Field field, ModelStateDictionary state)
    {
        var english = field.Column.English;
        var errors = state.TryGetValue(FormField.Prefix + english, out var entry) && entry.Errors.Count > 0 ? string.Join('；', entry.Errors.Select(e => e.ErrorMessage)) : null;
        return new(field, typed.GetValueOrDefault(english, string.Empty), kept.GetValueOrDefault(english), Fixed.Contains(english),
            field.Column.Codes?.Values, errors, Sources.GetValueOrDefault(english));
    }

    /// <summary>Fills the controls from what is stored.</summary>
    public void Fill(object entity)
    {
        foreach (var field in Fields)
        {
            if (field.IsSealed)
                kept[field.Column.English] = field.Text(entity);
            else
                typed[field.Column.English] = field.Get(entity) is string text ? text : field.Text(entity);
        }
    }

    public void Set(string english, string value) => typed[english] = value;

    public string Typed(string english) => typed.GetValueOrDefault(english, string.Empty);

    /// <summary>Reads what was typed; every mistake goes to the model state under its field.</summary>
    public void Read(IFormCollection form, ModelStateDictionary state, DateOnly today)
    {
        foreach (var field in Fields.Where(f => !Fixed.Contains(f.Column.English)))
        {
            var english = field.Column.English;
            if (!form.TryGetValue(FormField.Prefix + english, out var values) && field.Column.Type != ColumnType.Codes)
                continue;
            var text = field.Column.Type == ColumnType.Codes ? string.Join(';', ((IEnumerable<string?>)values).Where(v => !string.IsNullOrEmpty(v))) : values.ToString();
            typed[english] = text;
            var clear = form[FormField.ClearPrefix + english] == "true";
            if (field.IsSealed && text.Length == 0 && kept.TryGetValue(english, out var old) && old.Length > 0 && !clear)
                continue;
            var reading = field.Read(text, today);
            readings[english] = reading;
            if (reading.Refusal is { } refusal)
                state.AddModelError(FormField.Prefix + english, $"“{field.Name}”：{refusal}");
        }
    }

    /// <summary>Whether anything was filled in.</summary>
    public bool HasValues => readings.Values.Any(r => r.Value is not null);

    /// <summary>What a field was understood as; null where it was not sent or was refused.</summary>
    public object? Value(string english) => readings.GetValueOrDefault(english).Value;

    /// <summary>Doubts about single values that were accepted.</summary>
    public IEnumerable<SaveFinding> Doubts => readings.Where(r => r.Value.Doubt is not null).Select(r => new SaveFinding($"“{fields.Of(fact, r.Key).Name}”：{r.Value.Doubt}", IsDoubt: true, r.Key));

    /// <summary>Writes what was read to the entity; fields whose value is the same stay untouched.</summary>
    public void Write(object entity, params string[] except)
    {
        foreach (var field in Fields)
        {
            if (readings.TryGetValue(field.Column.English, out var reading) && !except.Contains(field.Column.English) && !Equals(field.Get(entity), reading.Value))
                field.Set(entity, reading.Value);
        }
    }

    /// <summary>Fields in which what was typed differs from what is stored now: field, typed, stored.</summary>
    public IReadOnlyList<(string Name, string Typed, string Stored)> Differences(object entity) =>
        [.. Fields.Where(f => readings.TryGetValue(f.Column.English, out var r) && !Equals(f.Get(entity), r.Value))
            .Select(f => (f.Name, f.Format(readings[f.Column.English].Value), f.Text(entity)))];
}
