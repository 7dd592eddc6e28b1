using Xianjie.Demo.Land;
using Xianjie.Demo.Names;
using Xianjie.Demo.People;

namespace Xianjie.Demo;

/// <summary>What all villages share; read-only once made, so that threads need no locks.</summary>
internal sealed class World
{
    private static readonly string[] companyHeads = ["恒达", "瑞丰", "宏远", "金禾", "盛泰", "立信", "华誉", "顺昌", "鑫源", "东晟", "嘉利", "永泰"];
    private static readonly string[] companyTails = ["电子厂", "制衣有限公司", "建筑劳务有限公司", "鞋业有限公司", "家具有限公司", "物流有限公司", "五金制品厂", "食品有限公司", "餐饮管理有限公司", "农业开发有限公司"];

    public World(DemoOptions options)
    {
        Options = options;
        Period = new Period(options.AsOf);
        Plan = CountyPlan.Build(options.People, options.Seed);
        var draw = new Draw(options.Seed, 0, 0, Purpose.Feed);
        Companies = [.. Enumerable.Range(0, 4000).Select(n => (
            string.Concat(draw.Of(companyHeads), draw.Of(companyTails)), Numbers.CreditCode(draw, "91")))];
        Hospitals = ["青禾县人民医院", "青禾县中医医院", "青禾县妇幼保健院", "云汀市第一人民医院", "青岚省人民医院", .. Plan.Townships.Select(township => township.Name + "卫生院")];
    }

    public DemoOptions Options { get; }
    public Period Period { get; }
    public CountyPlan Plan { get; }
    public (string Name, string CreditCode)[] Companies { get; }
    public string[] Hospitals { get; }

    public string CompanyOf(Person person) => Companies[person.Company].Name;
}
