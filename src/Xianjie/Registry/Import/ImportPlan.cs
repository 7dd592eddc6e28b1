using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Mapping;
using Xianjie.Registry.Fields;
using Xianjie.Screening;

namespace Xianjie.Registry.Import;

/// <summary>A field with the file columns that fill it.</summary>
internal sealed record Slot(Field Field, int[] Sources, string Title)
{
    public CellError Error(TableRow row, string reason) => new(row.Number, Title, Sources.Length > 0 ? Sources[0] : -1, reason);
}

/// <summary>The columns of one phase of 监测收支 or 保障检查; a phase of null stands in a column of its own.</summary>
internal sealed record PhaseSlots(string Fact, string? Phase, Slot[] Slots);

/// <summary>A mapping made ready to read rows: the slots of every fact that the file brings, and the columns by which household and person are found.</summary>
internal sealed class ImportPlan
{
    private static readonly string[] TownTitles = ["乡", "乡镇", "乡(镇)", "乡（镇）", "镇", "乡镇名称"], VillageTitles = ["村", "行政村", "村名", "行政村名称", "村(社区)", "村（社区）"];

    /// <summary>Whose citizen id names the household where it has no number.</summary>
    private static readonly string[] HeadIdTitles = ["户主证件号码", "户主证件号", "户主身份证号", "户主身份证号码", "户主身份证", "户主公民身份号码"];

    private static readonly string[] CategoryTitles = ["监测对象类别", "易返贫致贫户(监测对象)类型", "易返贫致贫户（监测对象）类型", "监测类型"];

    private ImportPlan(ColumnMapping mapping, TableHeader header, RegistryFields fields, int? year)
    {
        (Mapping, Header, Year) = (mapping, header, year);
        var slots = mapping.Target.Columns.Where(c => mapping.SourcesOf(c).Length > 0)
            .Select(c => (Fact: c.Fact.Name, Phase: c.Segment?.Name, Slot: new Slot(fields.Of(c.Fact.Name, c.Column.Name), mapping.SourcesOf(c).ToArray(), header.Columns[mapping.SourcesOf(c)[0]].Text))).ToList();
        Slot[] Of(string fact) => [.. slots.Where(s => s.Fact == fact && s.Phase is null).Select(s => s.Slot)];
        HouseholdNo = Of(RegistryFields.Household).FirstOrDefault(s => s.Field.Column.English == "household_no");
        Household = [.. Of(RegistryFields.Household).Where(s => s != HouseholdNo)];
        // A removal tells the state where the file has no column for it
        if (HasHousehold("eliminated_month") && !HasHousehold("risk_state"))
            Household = [.. Household, new Slot(fields.Of(RegistryFields.Household, "risk_state"), [], "户属性")];
        Phases = [.. slots.Where(s => s.Fact is RegistryFields.MonitorIncome or RegistryFields.Safeguard).GroupBy(s => (s.Fact, s.Phase)).Select(g => new PhaseSlots(g.Key.Fact, g.Key.Phase, [.. g.Select(s => s.Slot)]))];
        Member = Of(RegistryFields.Member);
        CitizenId = Array.Find(Member, s => s.Field.Column.English == "citizen_id");
        BringsMembers = Member.Any(s => s != CitizenId);
        var income = Of(RegistryFields.Income);
        Income = income.Length > 0 && (year is not null || Array.Exists(income, s => s.Field.Column.English == "year")) ? income : [];
        Living = Of(RegistryFields.Living);
        Measure = Of(RegistryFields.Measure);
        Town = Titled(header, TownTitles);
        Village = Titled(header, VillageTitles);
        HeadId = Titled(header, HeadIdTitles);
        Relation = Array.Find(Member, s => s.Field.Column.English == "relation");
        Category = HasHousehold("household_type") ? Titled(header, CategoryTitles) : null;
        MeasureGroups = MeasureGroup.Of(mapping, fields.Of(RegistryFields.Measure, "measure_group").Column);
    }

    public ColumnMapping Mapping { get; }
    public TableHeader Header { get; }
    public int? Year { get; }
    public Slot? HouseholdNo { get; }
    public Slot? CitizenId { get; }
    public Slot[] Household { get; }
    public Slot[] Member { get; }
    public bool BringsMembers { get; }
    public Slot[] Income { get; }
    public Slot[] Living { get; }
    public Slot[] Measure { get; }
    /// <summary>Columns of what was found at identification and at removal.</summary>
    public IReadOnlyList<PhaseSlots> Phases { get; }
    /// <summary>Column that names the kind of monitored household beside one for the type of household; where filled, it goes before the type.</summary>
    public int? Category { get; }
    /// <summary>Columns with the names of township and village, by which the village is found where the file has no code.</summary>
    public int? Town { get; }
    public int? Village { get; }
    /// <summary>Column with the householder's citizen id.</summary>
    public int? HeadId { get; }
    public Slot? Relation { get; }
    /// <summary>Columns of the national export that name measures, several in one cell.</summary>
    public IReadOnlyList<MeasureGroup> MeasureGroups { get; }

    /// <summary>Whether rows without a household number can still be told to belong to a household.</summary>
    private bool KnowsHeads => HeadId is not null || (CitizenId is not null && Relation is not null);

    public bool BringsHouseholds => Household.Length > 0;

    /// <summary>The plan, or why the file can't be imported under this mapping.</summary>
    public static (ImportPlan? Plan, string? Refusal) Of(ColumnMapping mapping, TableHeader header, RegistryFields fields, int? year)
    {
        var plan = new ImportPlan(mapping, header, fields, year);
        if (plan.HouseholdNo is null && plan.CitizenId is null && plan.HeadId is null)
            return (null, "文件里没有找到“户编号”，无法知道各行属于哪一户；请在列对应中指定，或在文件里补上。");
        if (plan.HouseholdNo is null && !plan.KnowsHeads && (plan.BringsMembers || plan.BringsHouseholds))
            return (null, "导入农户或家庭成员必须有“户编号”列；请在列对应中指定，或在文件里补上。");
        if (plan.Household.Length + plan.Member.Length + plan.Living.Length + plan.Income.Length + plan.Measure.Length + plan.MeasureGroups.Count + plan.Phases.Count == 0)
            return (null, mapping.Columns.Any(c => c.Target?.Fact.Name == RegistryFields.Income)
                ? "收入数据没有“年度”列，请在列对应中指定，或填写“收入年度”。" : "文件的列没有一列对得上，请核对是否传错了文件，或在列对应中逐列指定。");
        return (plan, null);
    }

    /// <summary>Columns that are understood by their title alone, beside the mapping.</summary>
    public static bool IsReadAside(Catalogue catalogue, TableHeader header, HeaderColumn column) =>
        catalogue.Codes["措施组"].NumberOf(HeaderForm.Plain(column.Leaf)) > 0
        || (CategoryTitles.Contains(column.Leaf.Trim()) && header.Columns.Any(c => c.Leaf.Trim() == "户类型"));

    /// <summary>What a column that the mapping leaves free is used for; null where it is not used.</summary>
    public string? UseOf(int column) => column == Town || column == Village ? "按名称找所属村" : column == HeadId ? "代替户编号" : column == Category ? "优先于户类型"
        : MeasureGroups.Any(g => g.Column == column) ? "导入为帮扶措施" : null;

    private bool HasHousehold(string english) => Array.Exists(Household, s => s.Field.Column.English == english);

    private static int? Titled(TableHeader header, string[] titles)
    {
        var at = header.Columns.FirstOrDefault(c => titles.Contains(c.Leaf.Trim()));
        return at?.Index;
    }
}
