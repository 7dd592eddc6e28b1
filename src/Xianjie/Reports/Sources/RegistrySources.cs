using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Ledgers.Definitions;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Screening;

namespace Xianjie.Reports.Sources;

/// <summary>Households, monitored households, people, measures and clues as sources of rows; their fields are those of the catalogue.</summary>
internal sealed class RegistrySources(XianjieDb db, RegistryFields fields, Catalogue catalogue)
{
    private const string Monitored = "未消除风险监测户", Removed = "已消除风险监测户";

    internal sealed record PersonRow(Person Person, string? HouseholdType, string? RiskState, bool? Exited);

    internal sealed record MeasureRow(Measure Measure, string? HeadName, string? HouseholdType, string? RiskState);

    public IReadOnlyList<RowSource> All() => [Households("households", "农户名册", db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active)), Households("monitored", "监测户名册", db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && (h.RiskState == Monitored || h.RiskState == Removed))), People(), Measures(), Clues()];

    private EntitySource<Household> Households(string key, string title, IQueryable<Household> rows) => new(key, title, Permissions.HouseholdsRead,
        [.. Of<Household>(RegistryFields.Household, h => h), Whole<Household>("在册人口", "present", h => h.Present)],
        new((from, below) => rows.Where(h => h.Division >= from && h.Division < below).OrderBy(h => h.Division).ThenBy(h => h.Id), ids => db.Set<Household>().AsNoTracking().Where(h => ids.Contains(h.Id)),
            h => (h.Id, h.Division), h => (h.HeadName ?? h.HouseholdNo, $"/households/{h.Id}")));

    private EntitySource<PersonRow> People() => new("people", "人员名册", Permissions.HouseholdsRead,
        [.. Of<PersonRow>(RegistryFields.Member, r => r.Person), OfHousehold<PersonRow>("户类型", "household_type", r => r.HouseholdType), OfHousehold<PersonRow>("户属性", "risk_state", r => r.RiskState), Flag<PersonRow>("是否脱贫户", "is_exited_poverty", r => r.Exited)],
        new((from, below) => Rows(db.Set<Person>().AsNoTracking().Where(p => p.State == PersonState.Present && p.Division >= from && p.Division < below)),
            ids => Rows(db.Set<Person>().AsNoTracking().Where(p => ids.Contains(p.Id))), r => (r.Person.Id, r.Person.Division), r => (r.Person.Name, $"/households/{r.Person.HouseholdId}")));

    private IQueryable<PersonRow> Rows(IQueryable<Person> people) => from p in people join h in db.Set<Household>().AsNoTracking() on p.HouseholdId equals h.Id orderby p.Division, p.Id select new PersonRow(p, h.HouseholdType, h.RiskState, h.IsExitedPoverty);

    private EntitySource<MeasureRow> Measures() => new("measures", "帮扶措施名册", Permissions.HouseholdsRead,
        [.. Of<MeasureRow>(RegistryFields.Measure, r => r.Measure), Coded<MeasureRow>("进展", "progress", Enum.GetNames<MeasureProgress>(), r => r.Measure.Progress.ToString()), OfHousehold<MeasureRow>("户类型", "household_type", r => r.HouseholdType), OfHousehold<MeasureRow>("户属性", "risk_state", r => r.RiskState)],
        new((from, below) => Rows(db.Set<Measure>().AsNoTracking().Where(m => m.Division >= from && m.Division < below)), ids => Rows(db.Set<Measure>().AsNoTracking().Where(m => ids.Contains(m.Id))),
            r => (r.Measure.Id, r.Measure.Division), r => ($"{r.HeadName} {r.Measure.Name}".Trim(), $"/households/{r.Measure.HouseholdId}")));

    private IQueryable<MeasureRow> Rows(IQueryable<Measure> measures) => from m in measures join h in db.Set<Household>().AsNoTracking() on m.HouseholdId equals h.Id orderby m.Division, m.Id select new MeasureRow(m, h.HeadName, h.HouseholdType, h.RiskState);

    private EntitySource<Clue> Clues() => new("clues", "线索名册", Permissions.CluesRead,
        [
            Coded<Clue>("类别", "kind", Enum.GetNames<ClueKind>(), c => c.Kind.ToString()), Coded<Clue>("状态", "state", Enum.GetNames<ClueState>(), c => c.State.ToString()), new(Field("风险", "risk", FieldType.Code, catalogue.Codes["风险"]), c => c.Risk),
            Plain<Clue>("事由", "cause", c => c.Title), Plain<Clue>("部门", "department", c => c.Department), Plain<Clue>("户主", "head_name", c => c.HeadName),
            Day<Clue>("发现日期", "found_on", c => c.FoundOn), Day<Clue>("办结期限", "due", c => c.Due), Day<Clue>("办结日期", "closed_on", c => c.ClosedOn),
        ],
        new((from, below) => db.Set<Clue>().AsNoTracking().Where(c => c.Division >= from && c.Division < below).OrderBy(c => c.Division).ThenBy(c => c.Id), ids => db.Set<Clue>().AsNoTracking().Where(c => ids.Contains(c.Id)),
            c => (c.Id, c.Division), c => (c.HeadName, $"/clues/{c.Id}")));

    /// <summary>The columns of a fact; what is kept sealed is shown starred out and never reckoned with.</summary>
    private IEnumerable<SourceField<T>> Of<T>(string fact, Func<T, object> entity) => fields.Of(fact).Where(f => f.Column.English != "division").Select(f =>
        new SourceField<T>(Field(f.Name, f.Column.English, TypeOf(f.Column.Type), f.Column.Codes) with { Unit = f.Column.Unit, Class = f.IsSealed ? (f.Column.Class == ColumnClass.Plain ? ColumnClass.Personal : f.Column.Class) : ColumnClass.Plain }, row => f.Text(entity(row))));

    private SourceField<T> OfHousehold<T>(string name, string english, Func<T, string?> text) => new(Field(name, english, FieldType.Code, catalogue.Codes[name]), row => text(row) ?? string.Empty);

    private static SourceField<T> Coded<T>(string name, string english, string[] values, Func<T, string> text) => new(Field(name, english, FieldType.Code, new CodeList(name, values.Select(v => (IReadOnlyList<string>)[v]))), text);

    private static SourceField<T> Plain<T>(string name, string english, Func<T, string> text) => new(Field(name, english, FieldType.Text), text);

    private static SourceField<T> Flag<T>(string name, string english, Func<T, bool?> flag) => new(Field(name, english, FieldType.Bool), row => flag(row) is { } yes ? yes ? "是" : "否" : string.Empty);

    private static SourceField<T> Whole<T>(string name, string english, Func<T, int> number) => new(Field(name, english, FieldType.Int), row => number(row).ToString(CultureInfo.InvariantCulture));

    private static SourceField<T> Day<T>(string name, string english, Func<T, DateOnly?> day) => new(Field(name, english, FieldType.Date), row => day(row)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? string.Empty);

    private static LedgerField Field(string name, string english, FieldType type, CodeList? codes = null) => new() { Name = name, English = english, Type = type, Codes = codes, Line = 1 };

    private static FieldType TypeOf(ColumnType type) => type switch
    {
        ColumnType.Code => FieldType.Code, ColumnType.Codes => FieldType.Codes, ColumnType.Bool => FieldType.Bool, ColumnType.Int => FieldType.Int, ColumnType.Decimal => FieldType.Decimal, ColumnType.Money => FieldType.Money,
        ColumnType.Date => FieldType.Date, ColumnType.Month => FieldType.Month, ColumnType.Year => FieldType.Year, ColumnType.CitizenId => FieldType.CitizenId, ColumnType.CreditCode => FieldType.CreditCode, ColumnType.Division => FieldType.Division,
        ColumnType.Phone => FieldType.Phone, _ => FieldType.Text,
    };
}
