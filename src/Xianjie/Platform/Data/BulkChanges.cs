using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Xianjie.Platform.Changes;

namespace Xianjie.Platform.Data;

/// <summary>Makes the Change rows of bulk inserts, with the same JSON that tracked saves write, but without the change tracker.</summary>
internal sealed class BulkChanges
{
    private readonly (JsonEncodedText Name, Func<object, object?> Get)[] properties;
    private readonly string name;

    public BulkChanges(XianjieDb db, Type entity)
    {
        var type = db.Model.FindEntityType(entity) ?? throw new InvalidOperationException($"{entity.Name} is not mapped.");
        name = type.ClrType.Name;
        properties = [.. type.GetProperties().Where(p => !p.IsShadowProperty()).Select(p => (JsonEncodedText.Encode(p.Name), Reader(p)))];
    }

    /// <summary>The rows in the order of the entities, all at one instant.</summary>
    public List<Change> Added<T>(IReadOnlyList<T> rows, Act act, DateTimeOffset at) where T : IRecorded
    {
        var changes = new List<Change>(rows.Count);
        using var buffer = new MemoryStream(2048);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = ChangeJson.Options.Encoder, SkipValidation = true });
        foreach (var row in rows)
        {
            changes.Add(new Change
            {
                At = at, By = act.By, What = act.What, Why = act.Why, Evidence = act.Evidence, Batch = act.Batch, Object = name, ObjectId = row.Id,
                Division = row is IInDivision placed ? placed.Division : 0, After = Json(row, json, buffer),
            });
        }
        return changes;
    }

    private string Json(object row, Utf8JsonWriter json, MemoryStream buffer)
    {
        buffer.SetLength(0);
        json.Reset();
        json.WriteStartObject();
        foreach (var (key, get) in properties)
        {
            if (get(row) is { } value)
            {
                json.WritePropertyName(key);
                Write(json, value);
            }
        }
        json.WriteEndObject();
        json.Flush();
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case string text: json.WriteStringValue(text); break;
            case bool yes: json.WriteBooleanValue(yes); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case decimal number: json.WriteNumberValue(number); break;
            case Guid id: json.WriteStringValue(id); break;
            case byte[] bytes: json.WriteBase64StringValue(bytes); break;
            case DateTimeOffset at: json.WriteStringValue(at); break;
            case DateOnly day: json.WriteStringValue(day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)); break;
            case Enum named: json.WriteStringValue(named.ToString()); break;
            default: JsonSerializer.Serialize(json, value, ChangeJson.Options); break;
        }
    }

    private static Func<object, object?> Reader(IProperty property)
    {
        var getter = property.GetGetter();
        return row => getter.GetClrValue(row);
    }
}
