using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.People;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring;

/// <summary>Generated households for the tests of help, removal and guarantees. The test clock stands at 2026-11-02.</summary>
internal static class Homes
{
    public const string Monitored = "未消除风险监测户", Removed = "已消除风险监测户";

    public static async Task<Guid> PlantAsync(Site site, long village, string no, Action<Household>? home, params Person[] people)
    {
        await using var db = site.Open();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var book = new HouseholdBook(db, new Clock(site.Clock));
        var household = new Household { HouseholdNo = no, Division = village, HouseholdType = "边缘易致贫户", RiskState = Monitored, IdentifiedMonth = 202601, Risks = "因病" };
        home?.Invoke(household);
        var (family, refusal) = await book.CreateAsync(household, people[0], new(2026, 1, 1), default);
        Assert.Null(refusal);
        foreach (var person in people[1..])
            Assert.Null(await book.AddMemberAsync(family!, person, "户籍迁入", new(2026, 1, 1), default));
        await book.SaveAsync(new Act("test", "新建户"), default);
        await transaction.CommitAsync();
        return household.Id;
    }

    public static Person Adult(string name, string relation = "户主", string? labour = "普通劳动力", bool? insured = true) => new()
    {
        Name = name, Relation = relation, Division = 0, BirthDate = new(1980, 5, 1), Labour = labour, MedResident = insured, MedEmployee = insured is null ? null : false, SchoolState = "非在校生", Education = "初中",
    };

    public static Person Child(string name, DateOnly birth, string? school) => new()
    {
        Name = name, Relation = "之子", Division = 0, BirthDate = birth, Labour = "无劳动力", MedResident = true, SchoolState = school,
    };

    public static async Task AddAsync(Site site, params object[] rows)
    {
        await using var db = site.Open();
        db.Act = new Act("test", "准备");
        db.AddRange(rows);
        await db.SaveChangesAsync();
    }

    public static Measure Given(Guid household, long village, string group, string name, DateOnly start) =>
        new() { HouseholdId = household, Division = village, MeasureGroup = group, Name = name, StartDate = start, Progress = MeasureProgress.落实中 };

    /// <summary>A household that meets every condition of removal but for what the caller takes away.</summary>
    public static async Task<Guid> ReadyAsync(Site site, long village = Site.VillageA1, string no = "R-1", Action<Household>? home = null)
    {
        var id = await PlantAsync(site, village, no, home, Adult("赵一"), Adult("钱二", "配偶"));
        await AddAsync(site, Given(id, village, "健康帮扶", "医疗救助", new(2026, 2, 1)),
            new IncomeYear { HouseholdId = id, Division = village, Year = 2026, PerCapita = 12_000_00, Net = 24_000_00 },
            new Living { HouseholdId = id, Division = village, HouseGrade = "A级", WaterSafe = true, WaterSupply = "集中" });
        return id;
    }

    public static async Task<HttpResponseMessage> VisitAsync(Visitor visitor, Guid household, string result = "有人在家", string? risk = null, Guid? key = null)
    {
        var fields = new Dictionary<string, string>
        {
            ["Input.FormKey"] = (key ?? Guid.CreateVersion7()).ToString(), ["Input.VisitedOn"] = "2026-11-02", ["Input.Result"] = result, ["Input.Visitors"] = "孙三、李四",
            ["Input.Findings"] = "家庭情况稳定", ["Input.NextStep"] = "下月再访",
        };
        if (risk is not null)
            fields["Input.NewRisks"] = risk;
        return await visitor.PostAsync($"/visits/new/{household}", fields);
    }

    public static async Task<Household> ReadAsync(Site site, Guid id)
    {
        await using var db = site.Open();
        return await db.Set<Household>().AsNoTracking().SingleAsync(h => h.Id == id);
    }
}
