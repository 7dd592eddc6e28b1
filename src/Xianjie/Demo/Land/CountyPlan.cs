namespace Xianjie.Demo.Land;

internal sealed record Township(string Code, string Name, string Class, Village[] Villages);

/// <summary>A village: everything about it that its households share. Index counts through the county.</summary>
internal sealed record Village(int Index, string Code, string Name, string Class, string Township, int People, string[] Groups, string Ethnicity, double Hardship);

/// <summary>The fictional county 青禾县 (code 990101, outside the assigned ones): fourteen townships and villages of about 2,200 people.</summary>
internal sealed class CountyPlan
{
    public const int Code = 990101;
    public const string Name = "青禾县";
    public const string CityCode = "990100000000", ProvinceCode = "990000000000";
    public const string CityName = "云汀市", ProvinceName = "青岚省";
    public const string CountyCode = "990101000000";
    private const int MostVillagesPerTownship = 195;

    private static readonly (int Number, string Name, int Weight)[] townships =
    [
        (1, "禾城街道", 12), (2, "岚桥街道", 10), (100, "霁川镇", 10), (101, "松陂镇", 9), (102, "禾塘镇", 8), (103, "梧岭镇", 8), (104, "砚溪镇", 7),
        (105, "槐浦镇", 7), (106, "澜口镇", 6), (200, "雁坪乡", 6), (201, "竹垌乡", 5), (202, "鹿渚乡", 5), (203, "石簸乡", 4), (204, "云碓苗族乡", 4),
    ];
    private static readonly string[] heads = ["枫", "松", "柏", "石", "竹", "李", "龙", "白", "青", "黄", "红", "花", "新", "上", "下", "大", "小", "双", "三", "双河", "泉", "岩", "牛", "马", "鹤", "茶", "桐", "麻", "岔", "𪨶", "㟖"];
    private static readonly string[] tails = ["塘", "溪", "坪", "湾", "岭", "坡", "坝", "冲", "桥", "垭", "沟", "田", "洞", "店", "铺", "岩", "井", "园", "林", "口", "垌", "坳", "潭", "寨", "圩", "屋场", "家坪", "树脚", "门坎", "鼓岭"];
    private static readonly string[] numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八", "十九", "二十"];

    private CountyPlan(Township[] townships)
    {
        Townships = townships;
        Villages = [.. townships.SelectMany(township => township.Villages)];
    }

    public Township[] Townships { get; }
    public Village[] Villages { get; }

    public static CountyPlan Build(int people, ulong seed)
    {
        var draw = new Draw(seed, 0, 0, Purpose.County);
        var counts = VillagesPerTownship(Math.Max(28, people / 2200));
        var sizes = Sizes(people, counts.Sum(), draw);
        var built = new Township[townships.Length];
        var next = 0;
        for (var t = 0; t < built.Length; t++)
        {
            built[t] = BuildTownship(townships[t].Number, townships[t].Name, sizes.AsSpan(next, counts[t]), next, seed);
            next += counts[t];
        }
        return new CountyPlan(built);
    }

    private static int[] VillagesPerTownship(int total)
    {
        var sum = townships.Sum(township => township.Weight);
        var counts = townships.Select(township => Math.Clamp(total * township.Weight / sum, 2, MostVillagesPerTownship)).ToArray();
        for (var t = 0; counts.Sum() < total && counts.Min() < MostVillagesPerTownship; t = (t + 1) % counts.Length)
            if (counts[t] < MostVillagesPerTownship)
                counts[t]++;
        return counts;
    }

    // Random sizes between 0.68 and 1.36 of the mean that add up to the wanted people exactly.
    private static int[] Sizes(int people, int villages, Draw draw)
    {
        var weights = new long[villages];
        for (var i = 0; i < villages; i++)
            weights[i] = draw.Between(680, 1360);
        var sum = weights.Sum();
        var sizes = weights.Select(weight => (int)(people * weight / sum)).ToArray();
        var rest = people - sizes.Sum();
        for (var i = 0; i < rest; i++)
            sizes[i % villages]++;
        return sizes;
    }

    private static Township BuildTownship(int number, string name, ReadOnlySpan<int> sizes, int firstIndex, ulong seed)
    {
        var street = number < 100;
        var code = Numbers9(number);
        var villages = new Village[sizes.Length];
        var used = new HashSet<string>();
        for (var v = 0; v < sizes.Length; v++)
        {
            var draw = new Draw(seed, firstIndex + v, 0, Purpose.Village);
            var neighbourhood = street || v == 0;
            var committee = neighbourhood ? 1 + v : 200 + v;
            var suffix = neighbourhood ? "社区居民委员会" : "村村民委员会";
            villages[v] = new Village(firstIndex + v, Names.Numbers.Padded(code, committee, 3), VillageName(draw, used) + suffix, Class(street, number, v), name,
                sizes[v], Groups(sizes[v]), Ethnicity(draw, number), 0.4 + draw.Fraction() * 1.2);
        }
        return new Township(code + "000", name, street ? "111" : number < 200 ? "121" : "210", villages);
    }

    private static string Numbers9(int township) => Names.Numbers.Padded("990101", township, 3);

    private static string VillageName(Draw draw, HashSet<string> used)
    {
        string name;
        do
            name = heads[draw.Below(heads.Length)] + tails[draw.Below(tails.Length)];
        while (!used.Add(name));
        return name;
    }

    private static string Class(bool street, int number, int village) =>
        street ? (village < 4 ? "111" : "112") : village == 0 ? (number < 200 ? "121" : "210") : village == 1 && number < 200 ? "122" : "220";

    private static string[] Groups(int people) =>
        [.. Enumerable.Range(0, Math.Clamp(people / 170, 2, numerals.Length)).Select(i => numerals[i] + "组")];

    private static string Ethnicity(Draw draw, int township) => draw.Weighted(township == 204 ? [25, 70, 5, 0] : [86, 5, 8, 1]) switch
    {
        0 => "汉族",
        1 => "苗族",
        2 => "土家族",
        _ => "回族",
    };
}
