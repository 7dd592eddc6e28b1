using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Rows;

namespace Xianjie.Ledgers.Grid;

/// <summary>A column as the browser needs it.</summary>
internal sealed record SheetColumn(string Key, string Name, string Type, bool IsNumber, bool IsSealed, bool Required)
{
    public IReadOnlyList<string>? Choices { get; init; }
    public bool Many { get; init; }
    /// <summary>Other values than the choices may be right too.</summary>
    public bool IsOpen { get; init; }
    public decimal? Min { get; init; }
    public decimal? Max { get; init; }
    public string? Usual { get; init; }
    public bool IsPlace { get; init; }
    public bool IsFixed { get; init; }
}

/// <summary>A row that is there already.</summary>
internal sealed record SheetRow(Guid? Id, int Version, string? Locked, IReadOnlyList<string> Cells);

/// <summary>A row that was typed: its place in the sheet, and texts by the columns that changed.</summary>
internal sealed record TypedRow(int N, Guid? Id, int Version, Dictionary<string, string> Cells)
{
    public const int MostRows = 500, MostCharacters = 4_000_000;

    /// <summary>Null where it is no list of rows, or too long a one.</summary>
    public static List<TypedRow>? Read(string? json)
    {
        if (json is null or { Length: > MostCharacters })
            return null;
        try
        {
            var rows = JsonSerializer.Deserialize<List<TypedRow>>(json, SheetJson.Options);
            return rows is null || rows.Count > MostRows || rows.Exists(r => r?.Cells is null || r.Cells.Values.Any(v => v is null)) ? null : rows;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record SheetFault(int N, string? Field, string Words);

internal sealed record SheetAnswer(string? Words, IReadOnlyList<SheetFault> Faults, string? Next);

internal static class SheetJson
{
    /// <summary>Escapes what ends a script element, so that it may stand in one.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { MaxDepth = 6, DefaultIgnoreCondition = JsonIgnoreCondition.Never };

    public const string Place = "place";

    public static SheetColumn Column(LedgerField field, IReadOnlyList<string>? places) => new(field.English, field.Name + (field.Unit is { } unit ? $"（{unit}）" : field.Type == FieldType.Money ? "（元）" : string.Empty), field.Type.ToString(), field.IsNumber, field.IsSealed, field.Required)
    {
        Choices = field.Type switch { FieldType.Code or FieldType.Codes => field.Codes!.Values, FieldType.Bool => ["是", "否"], FieldType.Division => places, _ => null }, Many = field.Type == FieldType.Codes, Min = field.Min, Max = field.Max, Usual = field.Default,
    };

    /// <summary>A value as it is typed.</summary>
    public static string Text(LedgerField field, IReadOnlyDictionary<string, string> values, RowView view, UnitNames places)
    {
        var text = values.GetValueOrDefault(field.English) ?? string.Empty;
        if (text.Length > 0 && view.IsHidden(field))
            return view.Text(field, values);
        return field.Type == FieldType.Division && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? places.Shown.GetValueOrDefault(code) ?? text : text;
    }
}
