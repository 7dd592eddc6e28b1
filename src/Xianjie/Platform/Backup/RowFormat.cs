using System.Globalization;

namespace Xianjie.Platform.Backup;

/// <summary>Values of a row in a backup, each with a letter for its type, so that a backup of one database restores into the other.</summary>
internal static class RowFormat
{
    public static void Write(BinaryWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.Write('n'); break;
            case string v: writer.Write('s'); writer.Write(v); break;
            case long v: writer.Write('l'); writer.Write(v); break;
            case int v: writer.Write('i'); writer.Write(v); break;
            case bool v: writer.Write('b'); writer.Write(v); break;
            case double v: writer.Write('f'); writer.Write(v); break;
            case decimal v: writer.Write('d'); writer.Write(v); break;
            case Guid v: writer.Write('g'); writer.Write(v.ToByteArray()); break;
            case byte[] v: writer.Write('y'); writer.Write(v.Length); writer.Write(v); break;
            case DateOnly v: writer.Write('o'); writer.Write(v.DayNumber); break;
            case DateTimeOffset v: writer.Write('t'); writer.Write(v.UtcTicks); break;
            case Enum v: writer.Write('s'); writer.Write(v.ToString()); break;
            default: throw new NotSupportedException($"A backup does not know the type {value.GetType().Name}.");
        }
    }

    /// <exception cref="InvalidDataException">The letter is unknown: the backup is damaged or newer than this program.</exception>
    public static object? Read(BinaryReader reader) => reader.ReadChar() switch
    {
        'n' => null,
        's' => reader.ReadString(),
        'l' => reader.ReadInt64(),
        'i' => reader.ReadInt32(),
        'b' => reader.ReadBoolean(),
        'f' => reader.ReadDouble(),
        'd' => reader.ReadDecimal(),
        'g' => new Guid(reader.ReadBytes(16)),
        'y' => reader.ReadBytes(reader.ReadInt32()),
        'o' => DateOnly.FromDayNumber(reader.ReadInt32()),
        't' => new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero),
        var other => throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"Unknown value type {(int)other} in the backup.")),
    };
}
