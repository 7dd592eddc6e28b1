using System.Buffers.Text;
using System.Text;

namespace Xianjie.Screening;

/// <summary>What one piece of a file gave; row numbers count from the piece's own start until the file is whole.</summary>
internal sealed record CsvChunk(int Sequence, int Records, FactRows Rows, List<RefusedCell> Refused, List<UnmatchedRow> Unmatched, int RefusedRows, int UnmatchedRows, bool IsNumbered)
{
    /// <summary>Rows that were taken, also when they have been put aside.</summary>
    public int Accepted { get; } = Rows.Count;
}

/// <summary>Reads pieces of files on one thread; keeps its scratch memory from piece to piece.</summary>
internal sealed class CsvChunkReader(Catalogue catalogue, IReadOnlySet<Column>? used)
{
    private readonly CsvStructure plain = new(), tabbed = new((byte)'\t', quotes: false);
    private CsvStructure structure = new();
    private readonly Dictionary<Column, TextPool> pools = [];
    private readonly List<long[]> scratch = [];
    private int[] household = [], person = [];
    private long[] ids = [], keys = [];
    private byte[] unquoted = new byte[256];
    private List<RefusedCell> refused = [];
    private List<UnmatchedRow> unmatched = [];
    private int refusedRows, unmatchedRows;
    private bool details;
    private FactTable? lastFact;

    public byte[] Buffer = [];

    /// <summary>Sorts the facts that this thread finishes.</summary>
    public TableAssembly Assembly { get; } = new();

    public CsvChunk Read(CsvSource source, int sourceNumber, CsvLayout layout, RegistryIndex? registry, LoadOptions options, int skip, int length, int sequence)
    {
        if (source.Fact != lastFact) pools.Clear();
        lastFact = source.Fact;
        var bytes = Buffer.AsSpan(skip, length - skip);
        structure = source.IsTabbed ? tabbed : plain;
        structure.Read(bytes);
        var records = structure.RecordEnds.Length;
        (refused, unmatched, refusedRows, unmatchedRows, details) = ([], [], 0, 0, options.Details);
        Reserve(records, layout.Cells.Count);
        CheckShape(source, layout, bytes, records);
        if (source.Fact != catalogue.Household) Resolve(source, layout, registry!, bytes, records);
        if (options.Withheld?.GetValueOrDefault(source.Fact) is { } withheld) Withhold(withheld, records);
        for (var i = 0; i < layout.Cells.Count; i++) ReadColumn(source, layout, i, options, bytes, records);
        var rows = Pack(source, layout, sourceNumber, bytes, records);
        return new CsvChunk(sequence, records, rows, refused, unmatched, refusedRows, unmatchedRows, layout.NumberField >= 0);
    }

    /// <summary>Forgets the texts of the pieces read so far; their rows must have been put aside.</summary>
    public void ForgetTexts()
    {
        foreach (var pool in pools.Values) pool.Clear();
    }

    private void Reserve(int records, int columns)
    {
        if (household.Length < records) (household, person, ids, keys) = (new int[records * 2], new int[records * 2], new long[records * 2], new long[records * 2]);
        while (scratch.Count < columns) scratch.Add([]);
        for (var i = 0; i < columns; i++)
            if (scratch[i].Length < records) scratch[i] = new long[records * 2];
    }

    /// <summary>Refuses records with too few or too many fields; skips empty lines.</summary>
    private void CheckShape(CsvSource source, CsvLayout layout, ReadOnlySpan<byte> bytes, int records)
    {
        var ends = structure.RecordEnds;
        for (int r = 0, start = 0; r < records; start = ends[r], r++)
        {
            (household[r], person[r], keys[r]) = (0, -1, 0);
            if (ends[r] - start == layout.FieldCount) continue;
            household[r] = -1;
            var from = start == 0 ? 0 : structure.FieldEnds[start - 1] + 1;
            if (Cell.Trim(bytes[from..structure.FieldEnds[ends[r] - 1]]).IsEmpty) continue;
            refusedRows++;
            refused.Add(new RefusedCell(source.Fact, source.Name, r, null, "", $"应有 {layout.FieldCount} 列，这一行有 {ends[r] - start} 列", true));
        }
    }

    private ReadOnlySpan<byte> Field(ReadOnlySpan<byte> bytes, int record, int field, int fieldCount)
    {
        var at = structure.RecordEnds[record] - fieldCount + field;
        var start = at == 0 ? 0 : structure.FieldEnds[at - 1] + 1;
        var cell = bytes[start..structure.FieldEnds[at]];
        return cell.Length > 0 && cell[0] == '"' && structure != tabbed ? Unquote(cell) : cell;
    }

    private ReadOnlySpan<byte> Unquote(ReadOnlySpan<byte> cell)
    {
        cell = Cell.Trim(cell)[1..];
        if (cell.Length > 0 && cell[^1] == '"') cell = cell[..^1];
        if (cell.IndexOf("\"\""u8) < 0) return cell;
        if (unquoted.Length < cell.Length) unquoted = new byte[cell.Length * 2];
        var count = 0;
        for (var i = 0; i < cell.Length; i++)
        {
            unquoted[count++] = cell[i];
            if (cell[i] == '"' && i + 1 < cell.Length && cell[i + 1] == '"') i++;
        }
        return unquoted.AsSpan(0, count);
    }

    private void Resolve(CsvSource source, CsvLayout layout, RegistryIndex registry, ReadOnlySpan<byte> bytes, int records)
    {
        if (layout.PersonField >= 0)
        {
            for (var r = 0; r < records; r++)
                if (household[r] >= 0)
                    household[r] = Utf8Parser.TryParse(Field(bytes, r, layout.PersonField, layout.FieldCount), out person[r], out _) ? registry.HouseholdOf(person[r]) : -1;
            return;
        }
        var byNumber = source.Fact == catalogue.Member || (source.Fact.Grain == Grain.Household && layout.HouseholdField >= 0);
        for (var r = 0; r < records; r++)
        {
            if (household[r] < 0) continue;
            if (byNumber) household[r] = registry.Household(Cell.Trim(Field(bytes, r, layout.HouseholdField, layout.FieldCount)));
            else
            {
                ids[r] = ReadId(Field(bytes, r, layout.IdField, layout.FieldCount));
                registry.Persons.Announce(ids[r]);
            }
            if (byNumber && household[r] < 0) Unmatched(source, layout, bytes, r, layout.HouseholdField, "户编号不在户档中");
        }
        if (byNumber) return;
        for (var r = 0; r < records; r++)
        {
            if (household[r] < 0) continue;
            if (ids[r] > 0) person[r] = registry.Persons.Find(ids[r], out household[r]);
            else household[r] = -1;
            if (person[r] < 0) Unmatched(source, layout, bytes, r, layout.IdField, ids[r] > 0 ? "身份证号不在户档中" : ids[r] == 0 ? "没有身份证号" : "身份证号有误（位数、日期或校验码不对）");
        }
    }

    private void Withhold(Withheld withheld, int records)
    {
        for (var r = 0; r < records; r++)
            if (household[r] >= 0 && withheld.Takes(household[r])) household[r] = -1;
    }

    /// <summary>The packed id; 0 if the cell is empty, −1 if it is no id.</summary>
    private static long ReadId(ReadOnlySpan<byte> cell)
    {
        if (PackedId.TryRead(cell, out var id)) return id;
        cell = Cell.Trim(cell);
        if (cell.IsEmpty) return 0;
        if (PackedId.TryRead(cell, out id)) return id;
        if (cell.Length > 80) return -1;
        var text = Encoding.UTF8.GetString(cell).Normalize(NormalizationForm.FormKC).Replace(" ", "", StringComparison.Ordinal);
        return PackedId.TryRead(Encoding.UTF8.GetBytes(text), out id) ? id : -1;
    }

    private void Unmatched(CsvSource source, CsvLayout layout, ReadOnlySpan<byte> bytes, int record, int field, string reason)
    {
        unmatchedRows++;
        if (!details) return;
        var id = Shown(Field(bytes, record, field, layout.FieldCount));
        var name = layout.NameField < 0 ? "" : Shown(Field(bytes, record, layout.NameField, layout.FieldCount));
        unmatched.Add(new UnmatchedRow(source.Fact, source.Name, record, id, name, reason));
    }

    private static string Shown(ReadOnlySpan<byte> cell) => Encoding.UTF8.GetString(Cell.Trim(cell.Length > 120 ? cell[..120] : cell));

    private void ReadColumn(CsvSource source, CsvLayout layout, int index, LoadOptions options, ReadOnlySpan<byte> bytes, int records)
    {
        var cell = layout.Cells[index];
        var values = scratch[index];
        var pool = cell.Reader is null && cell.IsStored ? PoolOf(cell.Column) : null;
        var recordEnds = structure.RecordEnds[..records];
        var fieldEnds = structure.FieldEnds;
        var (homes, place) = (household, cell.Field - layout.FieldCount);
        for (var r = 0; r < recordEnds.Length; r++)
        {
            if (homes[r] < 0) continue;
            var at = recordEnds[r] + place;
            var start = at == 0 ? 0 : fieldEnds[at - 1] + 1;
            if (fieldEnds[at] == start && !cell.IsKey && !cell.Column.Required)
            {
                values[r] = ColumnData.Null;
                continue;
            }
            var field = bytes[start..fieldEnds[at]];
            if (field.Length > 0 && field[0] == '"' && structure != tabbed) field = Unquote(field);
            var fault = CellFault.None;
            if (cell.Reader is not null) fault = cell.Reader.Read(field, out values[r]);
            else
            {
                field = Cell.Trim(field);
                values[r] = field.IsEmpty ? ColumnData.Null : pool is not null ? pool.Add(field) : 0;
            }
            if (cell.IsKey) keys[r] = (long)ByteHash.Mix((ulong)keys[r], cell.Reader is null ? ByteHash.Of(field) : (ulong)values[r]);
            if (fault != CellFault.None || (values[r] == ColumnData.Null && cell.Column.Required)) Refuse(source, cell.Column, r, field, fault);
            if (fault != CellFault.None) values[r] = ColumnData.Null;
            if (cell.IsDated && values[r] > options.Until!.Value.DayNumber) household[r] = -1;
        }
    }

    private void Refuse(CsvSource source, Column column, int record, ReadOnlySpan<byte> field, CellFault fault)
    {
        if (fault == CellFault.None) fault = CellFault.Missing;
        var registryRow = source.Fact == catalogue.Member || source.Fact == catalogue.Household;
        var rowRefused = column.Required && (!registryRow || column.Name is "户编号");
        refused.Add(new RefusedCell(source.Fact, source.Name, record, column, Shown(field), CellReader.Reason(column, fault), rowRefused));
        if (!rowRefused) return;
        household[record] = -1;
        refusedRows++;
    }

    private FactRows Pack(CsvSource source, CsvLayout layout, int sourceNumber, ReadOnlySpan<byte> bytes, int records)
    {
        var rows = new FactRows(source.Fact, used, sourceNumber, PoolOf);
        for (var r = 0; r < records; r++)
        {
            if (household[r] < 0) continue;
            rows.Household.Push(household[r]);
            rows.Person.Push(person[r]);
            rows.RowNumber.Push(layout.NumberField >= 0 && Utf8Parser.TryParse(Field(bytes, r, layout.NumberField, layout.FieldCount), out int number, out _) ? number : r);
            if (source.Fact.Key.Count > 0) rows.Key.Push(keys[r]);
        }
        foreach (var column in source.Fact.Columns)
        {
            if (rows.Columns[column.Ordinal] is not { } buffer) continue;
            var at = -1;
            for (var i = 0; i < layout.Cells.Count; i++)
                if (layout.Cells[i].Column == column) at = i;
            buffer.AddWhere(at < 0 ? null : scratch[at], household, records);
        }
        return rows;
    }

    private TextPool PoolOf(Column column)
    {
        if (!pools.TryGetValue(column, out var pool)) pools[column] = pool = new TextPool();
        return pool;
    }
}
