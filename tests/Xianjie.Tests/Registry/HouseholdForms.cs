using System.Net;
using AngleSharp.Dom;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Registry;

/// <summary>A household as a clerk types it in, and forms as pages show them.</summary>
internal static class HouseholdForms
{
    public const string IdOfZhang = "11010519491231002X";

    public static Dictionary<string, string> NewHousehold(string no = "QH-0001", long village = Site.VillageA1) => new()
    {
        ["f.household_no"] = no, ["f.division"] = village.ToString(System.Globalization.CultureInfo.InvariantCulture), ["f.household_type"] = "脱贫不稳定户",
        ["f.risk_state"] = "未消除风险监测户", ["f.risks"] = "因病", ["f.phone"] = "13800001234", ["f.name"] = "张三", ["f.citizen_id"] = IdOfZhang, ["Why"] = "新识别",
        ["f.is_relocated"] = "是", ["f.ethnicity"] = "汉族", ["f.health"] = "健康", ["f.labour"] = "普通劳动力", ["f.education"] = "小学", ["Ignore"] = "已核实",
    };

    public static async Task<Guid> CreateAsync(Visitor visitor, Dictionary<string, string>? fields = null)
    {
        var answer = await visitor.PostAsync("/households/new", fields ?? NewHousehold());
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, (await Visitor.ReadAsync(answer)).QuerySelector("#form-errors")?.TextContent);
        return Guid.Parse(answer.Headers.Location!.ToString().Split('/', '?')[2]);
    }

    public static string Words(IDocument page) => page.Body!.TextContent;

    public static async Task<Dictionary<string, string>> FormAsync(Visitor visitor, string path)
    {
        var fields = new Dictionary<string, string>();
        foreach (var control in (await visitor.PageAsync(path)).QuerySelectorAll("main form [name]"))
        {
            if (control.GetAttribute("type") is "checkbox" && !control.HasAttribute("checked"))
                continue;
            fields[control.GetAttribute("name")!] = control.LocalName == "select" ? control.QuerySelector("option[selected]") is { } o ? o.GetAttribute("value") ?? o.TextContent : "" : control.GetAttribute("value") ?? control.TextContent;
        }
        fields.Remove("__RequestVerificationToken");
        return fields;
    }
}
