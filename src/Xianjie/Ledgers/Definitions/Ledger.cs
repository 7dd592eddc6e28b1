using Xianjie.Screening;

namespace Xianjie.Ledgers.Definitions;

internal enum FieldType { Text, Int, Decimal, Money, Bool, Date, Month, Year, Code, Codes, Division, Household, Person, Organisation, Phone, CitizenId, CreditCode, Attachment, Location, Formula, Reference }

internal enum PeriodKind { None, Day, Month, Quarter, HalfYear, Year }

/// <summary>Where a row stands.</summary>
internal enum RowLevel { Village, Township, County }

/// <summary>A ledger as its definition says it; ledgers/README.md tells what each key means. Immutable.</summary>
internal sealed record Ledger
{
    public required string Key { get; init; }
    public required string Title { get; init; }
    public required string Module { get; init; }
    public required string Owner { get; init; }
    public required string Grain { get; init; }
    public required RowLevel Level { get; init; }
    public required string Basis { get; init; }
    public required PeriodKind Period { get; init; }
    /// <summary>Working days after the end of a period by which its rows are due.</summary>
    public int Due { get; init; }
    /// <summary>Levels in order: 村 乡镇 部门 县 市.</summary>
    public IReadOnlyList<string> Approvals { get; init; } = [];
    public int? NoticeDays { get; init; }
    /// <summary>Parameter that tells the days of public notice, in place of a number.</summary>
    public string? NoticeParameter { get; init; }
    /// <summary>Rows hang in public before the last level agrees.</summary>
    public bool HasNotice => NoticeDays is not null || NoticeParameter is not null;
    public IReadOnlyList<string> Writers { get; init; } = ["录入员", "采集员"];
    public required IReadOnlyList<LedgerField> Fields
    {
        get;
        init => (field, byName) = (value, null);
    }
    public IReadOnlyList<LedgerCheck> Checks { get; init; } = [];
    public IReadOnlyList<LedgerTotal> Totals { get; init; } = [];
    public IReadOnlyList<LedgerRollup> Rollups { get; init; } = [];
    public IReadOnlyList<string> Groups { get; init; } = [];
    public IReadOnlyList<string> List { get; init; } = [];
    public IReadOnlyList<string> Requirements { get; init; } = [];
    public IReadOnlyList<LedgerTest> Tests { get; init; } = [];
    public int DemoRows { get; init; }
    /// <summary>Where the definition stands, for messages.</summary>
    public required string File { get; init; }
    public required int Line { get; init; }
    /// <summary>The definition alone as it was written: what a version keeps.</summary>
    public required string Text { get; init; }

    private Dictionary<string, LedgerField>? byName;

    /// <summary>The field by Chinese or English name.</summary>
    public LedgerField? this[string name]
    {
        get
        {
            if (byName is null)
            {
                var names = new Dictionary<string, LedgerField>(StringComparer.Ordinal);
                foreach (var field in Fields)
                {
                    names.TryAdd(field.Name, field);
                    names.TryAdd(field.English, field);
                }
                byName = names;
            }
            return byName.GetValueOrDefault(name);
        }
    }

    /// <summary>What is typed in: everything but formulas.</summary>
    public IEnumerable<LedgerField> Entered => Fields.Where(f => f.Type != FieldType.Formula);

    public IReadOnlyList<LedgerField> Shown => List.Count > 0 ? [.. List.Select(n => this[n]).OfType<LedgerField>()] : [.. Fields.Take(6)];
}

internal sealed record LedgerField
{
    public required string Name { get; init; }
    public required string English { get; init; }
    public required FieldType Type { get; init; }
    public bool Required { get; init; }
    public bool Unique { get; init; }
    public string? Default { get; init; }
    public decimal? Min { get; init; }
    public decimal? Max { get; init; }
    public string? Unit { get; init; }
    public ColumnClass Class { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public IReadOnlyList<string> Samples { get; init; } = [];
    public TypicalRange? Typical { get; init; }
    public CodeList? Codes { get; init; }
    /// <summary>Key of the ledger that a reference points into, and the field by which its rows are named.</summary>
    public string? Ledger { get; init; }
    public string? Show { get; init; }
    public FieldType Result { get; init; }
    public string? Value { get; init; }
    /// <summary>registry.户.列, ledger.key.列, last or last.列.</summary>
    public string? Source { get; init; }
    /// <summary>Name of the field of the period before whose value this one begins with.</summary>
    public string? LastOf => Source == "last" ? English : Source?.StartsWith("last.", StringComparison.Ordinal) == true ? Source[5..] : null;
    /// <summary>English name of the retired field whose values are offered for this one, after a split.</summary>
    public string? Was { get; init; }
    /// <summary>Why the fact is asked although it stands elsewhere.</summary>
    public string? Reason { get; init; }
    public required int Line { get; init; }

    /// <summary>Type of the value that a row holds or shows.</summary>
    public FieldType ValueType => Type == FieldType.Formula ? Result : Type;

    public bool IsNumber => ValueType is FieldType.Int or FieldType.Decimal or FieldType.Money;

    /// <summary>Kept sealed: it tells of a person.</summary>
    public bool IsSealed => Class != ColumnClass.Plain;

    /// <summary>In force in a period that begins on that day.</summary>
    public bool IsInForce(DateOnly day) => (From is null || From <= day) && (To is null || day <= To);
}

/// <summary>What a number usually is: from … to, or that share in percent of another field of the row; of a date: days after the end of the period, or after today.</summary>
internal sealed record TypicalRange(string? Of, decimal From, decimal To);

/// <summary>True means wrong. E refuses the row; W and I are told.</summary>
internal sealed record LedgerCheck(string When, string Severity, string Message, string? Requirement, int Line);

/// <summary>A measure over the rows of an area that must equal a value; alert while it does not.</summary>
internal sealed record LedgerTotal(string Title, RowLevel Level, string Measure, string Relation, string Target, string? Requirement, int Line);

internal sealed record LedgerRollup(string Title, string Measure, string? Unit, int Line)
{
    /// <summary>The condition of <c>count(condition)</c>, so that the figure opens to just these rows; null where every row is behind it.</summary>
    public string? Condition { get; } = ConditionOf(Measure);

    private static string? ConditionOf(string measure)
    {
        var text = measure.Trim();
        if (!text.StartsWith("count(", StringComparison.Ordinal) || !text.EndsWith(')'))
            return null;
        var inner = text[6..^1].Trim();
        if (inner.Length == 0 || inner.StartsWith("distinct ", StringComparison.Ordinal) || inner.Contains(" where ", StringComparison.Ordinal))
            return null;
        var depth = 0;
        foreach (var sign in inner)
        {
            depth += sign == '(' ? 1 : sign == ')' ? -1 : 0;
            if (depth < 0)
                return null;
        }
        return inner;
    }
}

/// <summary>Rows and what must come of them: the proof of requirements. What is null is not asserted; an empty list says that there is none.</summary>
internal sealed record LedgerTest(IReadOnlyList<string> Requirements, string Name, IReadOnlyList<IReadOnlyDictionary<string, string>> Rows, int Line)
{
    /// <summary>Rows of other ledgers that are entered first.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>> Given { get; init; } = new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>();
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, decimal> Rollups { get; init; } = new Dictionary<string, decimal>();
    public IReadOnlyList<string>? Warns { get; init; }
    public IReadOnlyList<string>? Refused { get; init; }
    public IReadOnlyDictionary<string, string> Formulas { get; init; } = new Dictionary<string, string>();
    /// <summary>Titles of the totals that do not hold.</summary>
    public IReadOnlyList<string>? Alerts { get; init; }
}
