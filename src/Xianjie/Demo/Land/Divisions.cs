using Xianjie.Demo.Writing;

namespace Xianjie.Demo.Land;

/// <summary>divisions.csv (province to village, 12-digit codes) and groups.csv (the groups of each village, which have no statistical code).</summary>
internal static class Divisions
{
    public static readonly string[] Header = ["代码", "名称", "级别", "上级代码", "城乡分类"];
    public static readonly string[] GroupHeader = ["行政村代码", "村民小组"];

    public static void Write(CountyPlan plan, OutputFile divisions, OutputFile groups)
    {
        var rows = new CsvBuffer();
        Row(rows, CountyPlan.ProvinceCode, CountyPlan.ProvinceName, "省", "", "");
        Row(rows, CountyPlan.CityCode, CountyPlan.CityName, "市", CountyPlan.ProvinceCode, "");
        Row(rows, CountyPlan.CountyCode, CountyPlan.Name, "县", CountyPlan.CityCode, "");
        var groupRows = new CsvBuffer();
        foreach (var township in plan.Townships)
        {
            Row(rows, township.Code, township.Name, "乡", CountyPlan.CountyCode, township.Class);
            foreach (var village in township.Villages)
            {
                Row(rows, village.Code, village.Name, "村", township.Code, village.Class);
                foreach (var group in village.Groups)
                    groupRows.Text(village.Code).Text(group).EndRow();
            }
        }
        divisions.Add(rows);
        groups.Add(groupRows);
    }

    private static void Row(CsvBuffer rows, string code, string name, string level, string parent, string kind) =>
        rows.Text(code).Text(name).Text(level).Text(parent).Text(kind).EndRow();
}
