using Xianjie.Demo.Feeds;
using Xianjie.Demo.People;
using Xianjie.Demo.Writing;

namespace Xianjie.Demo.Registry;

/// <summary>Writes a household as the village entered it, with a few entry mistakes on purpose.</summary>
internal sealed class RegistryWriter(World world)
{
    public void Write(Household household, Defect defect, Draw draw, CsvBuffer[] files)
    {
        WriteHousehold(household, defect, draw, files[RegistryFiles.Households]);
        for (var i = 0; i < household.Members.Length; i++)
            WriteMember(household, household.Members[i], i + 1, defect, files[RegistryFiles.Members]);
        foreach (var income in household.Incomes)
            WriteIncome(household, income, defect, files[RegistryFiles.Incomes]);
        WriteLiving(household, defect, files[RegistryFiles.Conditions]);
        MeasureWriter.Write(household, draw, world.Period, files[RegistryFiles.Measures]);
    }

    private static void WriteHousehold(Household household, Defect defect, Draw draw, CsvBuffer row)
    {
        var head = household.Head;
        var phone = household.Members.FirstOrDefault(member => member.Phone.Length > 0)?.Phone ?? "";
        var helped = household.IsMonitored;
        row.Text(household.Code).Text(household.Village.Code).Text(household.Group).Text(head.Name).Text(household.Type).Text(household.State)
            .Number(household.Members.Length + (defect.Kind == DefectKind.MemberCount ? 1 : 0)).Text(defect.Kind == DefectKind.ShortPhone && phone.Length > 0 ? phone[..10] : phone)
            .YesNo(household.Exited).YesNo(household.MartyrFamily).YesNo(household.Relocated).Text(household.Relocated ? "云岭安置区" : "").YesNo(household.IsSafetyNet)
            .Month(household.Identified).Month(household.Eliminated).Text(household.EliminationKind)
            .Text(string.Join('、', household.Risks)).Text(household.DisasterKind).Text(household.RiskNote)
            .Text(!helped ? "" : household.HasLabour && draw.Chance(0.9) ? "已实施" : "尚未实施");
        var helper = Names.NameMaker.Full(draw, Names.NameMaker.Surname(draw), draw.Chance(0.7), 1985);
        var contact = Names.NameMaker.Full(draw, Names.NameMaker.Surname(draw), draw.Chance(0.7), 1978);
        row.Text(helped ? helper : "").Text(helped ? contact : "").Text(helped ? Names.Numbers.Phone(draw) : "")
            .Blank().Text(household.Exited ? "2019" : "").Month(household.Identified).Blank().Blank().Text(helped ? contact : "").Blank().Text(helped ? "审核通过" : "").Blank().EndRow();
    }

    private void WriteMember(Household household, Person person, int number, Defect defect, CsvBuffer row)
    {
        var hit = defect.Member == number - 1;
        Identity(household, person, number, defect, hit, row);
        Condition(person, defect, hit, row);
        Work(person, row);
        Cover(household, person, defect, hit, row);
    }

    private static void Identity(Household household, Person person, int number, Defect defect, bool hit, CsvBuffer row)
    {
        var kind = hit ? defect.Kind : DefectKind.None;
        var birth = kind == DefectKind.BirthDate ? person.Birth.AddYears(1) : person.Birth;
        row.Text(household.Code).Text(Names.Numbers.Padded(household.Code, number, 2)).Text(person.Id).Text("身份证")
            .Text(person.Name).Text(person.Male ^ (kind == DefectKind.Sex) ? "男" : "女").Date(birth)
            .Text(kind == DefectKind.TwoHeads ? "户主" : person.Relation).Text(kind == DefectKind.Missing ? "" : person.Ethnicity).Text(person.Political)
            .Text(kind == DefectKind.EducationBoth ? "初中" : person.Education).Text(kind == DefectKind.SchoolAge ? "小学" : person.School).Text(person.DropoutReason);
    }

    private static void Condition(Person person, Defect defect, bool hit, CsvBuffer row)
    {
        var known = person.IsDisabled && !person.CardUnknownToRegistry;
        var health = (person.Chronic, person.MajorIllness, known) switch
        {
            (false, false, false) => "健康",
            (true, false, false) => "长期慢性病",
            (_, true, false) => "患有大病",
            (false, false, true) => "残疾",
            (true, false, true) => "长期慢性病、残疾",
            _ => "患有大病、残疾",
        };
        row.Text(hit && defect.Kind == DefectKind.Missing ? "" : health).Text(known ? person.CardNumber : "").Text(known ? HealthFeeds.KindName(person.DisabilityKind) : "")
            .Text(known ? HealthFeeds.LevelName(person.DisabilityLevel) : "").Text(hit && defect.Kind == DefectKind.ChildLabour ? "普通劳动力" : person.Labour);
    }

    private void Work(Person person, CsvBuffer row)
    {
        row.Text(person.WorkPlace).NumberOrBlank(person.WorksOut ? person.WorkMonths : null);
        if (person.WorksOut)
            row.Number(person.WorkIncome).Text(world.CompanyOf(person)).Blank().Text("自主就业");
        else
            row.Blank().Blank().Blank().Blank();
        row.Blank().Blank().Blank().Blank();
    }

    private static void Cover(Household household, Person person, Defect defect, bool hit, CsvBuffer row)
    {
        var resident = person.Insured && !person.EmployeeInsured;
        var oldPost = hit && defect.Kind == DefectKind.OldPost;
        row.YesNo(resident).YesNo(person.EmployeeInsured).YesNo(person.Insured).Blank().Blank().Blank().Blank().YesNo(person.Pension && !person.EmployeeInsured).YesNo(person.EmployeeInsured)
            .Text(person.Dibao ? "农村低保" : "未享受").Text(person.Tekun ? "农村特困" : "未享受").Text(oldPost ? "保洁员" : person.Post)
            .NumberOrBlank(oldPost ? 12 : person.PostMonths > 0 ? person.PostMonths : null).YesNo(household.Relocated).Blank().Blank().Text(person.Phone).EndRow();
    }

    private static void WriteIncome(Household household, Income income, Defect defect, CsvBuffer row)
    {
        var net = income.Net + (defect.Kind == DefectKind.IncomeSum ? 3000 : 0);
        row.Text(household.Code).Number(income.Year).Number(income.Wage).Number(income.Business).Number(income.Property).Number(income.Transfer).Number(income.Cost)
            .Number(income.Wage).Blank().Blank().Blank().Blank().Number(income.Business - (income.Business / 3)).Number(income.Business / 3).Blank().Blank()
            .Blank().Number(income.Property).Blank().Blank().Blank()
            .Number(income.FamilyPlanning).Number(income.Dibao).Number(income.Tekun).Number(income.Pension).Number(income.Ecology)
            .Number(income.OtherTransfer)
            .Number(income.Cost).Blank().Blank().Blank().Number(income.Wage + income.Business + income.Property + income.Transfer).Number(net)
            .Money(net * 100L / household.Members.Length).Number(income.Claim).Number(income.SelfPay).EndRow();
    }

    private static void WriteLiving(Household household, Defect defect, CsvBuffer row)
    {
        var living = household.Living;
        row.Text(household.Code).Tenths(living.Farmland).Blank().Tenths(living.Forest).Tenths(living.ReturnForest).Tenths(living.Fruit).Tenths(living.Pasture).Tenths(living.Water)
            .Text(living.Road).Tenths(living.RoadDistance).Text(living.Grade).Number(defect.Kind == DefectKind.HouseArea ? 0 : living.Area).Text(living.Supply)
            .YesNo(living.SafeWater).Number(living.FetchMinutes).Number(living.FetchMetres).Number(living.FetchClimb).YesNo(living.Toilet).Text(living.Fuel)
            .YesNo(living.Electricity).YesNo(living.Electricity).YesNo(living.Television).YesNo(living.Cooperative).YesNo(living.Enterprise).YesNo(living.Pioneer).Blank().EndRow();
    }
}
