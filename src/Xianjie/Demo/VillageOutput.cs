using Xianjie.Demo.Feeds;
using Xianjie.Demo.People;
using Xianjie.Demo.Registry;
using Xianjie.Demo.Writing;

namespace Xianjie.Demo;

/// <summary>Everything one village adds to the files; reused for one village after another.</summary>
internal sealed class VillageOutput(World world)
{
    public static readonly string[] TruthHeader = ["户编号", "是否真有风险", "风险类型", "起始日期", "原因", "应由哪些规则发现", "性质"];
    public static readonly string[] DefectHeader = ["户编号", "缺陷", "应由哪条规则发现"];

    public CsvBuffer[] Registry { get; } = [.. RegistryFiles.All.Select(_ => new CsvBuffer())];
    public FeedSheet[] Sheets { get; } = [.. FeedLayouts.All.Select(layout => new FeedSheet(layout, world.Period, world.Options.Dirt))];
    public CsvBuffer Truths { get; } = new();
    public CsvBuffer Defects { get; } = new();
    public long People { get; private set; }
    public long Households { get; private set; }
    public long AtRisk { get; private set; }

    public void Clear()
    {
        foreach (var file in Registry)
            file.Clear();
        foreach (var sheet in Sheets)
            sheet.Clear();
        Truths.Clear();
        Defects.Clear();
        (People, Households, AtRisk) = (0, 0, 0);
    }

    public void Record(Household household, Defect defect)
    {
        Households++;
        People += household.Members.Length;
        if (household.Truths.Exists(truth => truth.AtRisk))
            AtRisk++;
        foreach (var truth in household.Truths)
            Truths.Text(household.Code).YesNo(truth.AtRisk).Text(truth.Risk).Date(truth.Start).Text(truth.Reason).Text(string.Join(';', truth.Rules)).Text(truth.Nature).EndRow();
        if (defect.Kind != DefectKind.None)
            Defects.Text(household.Code).Text(defect.Words).Text(defect.Rule).EndRow();
    }
}
