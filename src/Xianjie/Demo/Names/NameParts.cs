namespace Xianjie.Demo.Names;

/// <summary>Surnames with their share among Chinese people (per 10,000, rounded), and characters of given names by generation and sex.</summary>
internal static class NameParts
{
    private const string Common = "王710,李702,张676,刘507,陈454,杨318,黄245,赵230,吴200,周193,徐160,孙150,马128,朱126,胡125,郭118,何117,林115,高108,罗104,"
        + "郑98,梁88,谢80,宋72,唐70,许68,邓66,冯64,韩63,曹60,曾58,彭57,萧20,蔡55,潘52,田51,董50,袁49,于48,余47,叶46,蒋45,杜44,苏43,魏42,程41,吕40,丁39,沈38,任37,"
        + "姚36,卢35,傅34,钟33,姜32,崔31,谭30,廖29,范28,汪27,陆26,金25,石24,戴24,贾23,韦23,夏22,邱22,方21,侯21,邹20,熊19,孟18,秦18,白17,江17,阎16,薛16,尹15,"
        + "段15,雷14,黎14,史13,龙13,陶12,贺12,顾11,毛11,郝10,龚10,邵9,万9,钱8,严8,覃8,武7,戚4,莫6,孔6,向6,汤5,滕3,瞿2,冉3,";
    private const string Compound = "欧阳6,上官1,司马1,诸葛1,令狐1,夏侯1,皇甫1,东方1,端木1,";
    private const string Rare = "仝1,逄1,禤1,佘1,笪1,亓1,昝1,麴1,爨1,𫍯1,";

    public static readonly (string[] Names, int[] Weights) Surnames = Parse(Common + Compound + Rare);

    // By generation: born before 1966, 1966-1994, later.
    public static readonly string[] Male =
    [
        "建国平安德明福贵永才光荣学文志忠正义庆海兴旺世清友仁长根荣富成树林先发全有维祥运",
        "伟强军勇杰涛斌波辉刚健明亮鹏飞华超浩磊峰龙鑫志俊建文国海东林洪林云春生平小宁",
        "浩宇轩子涵梓睿俊泽天博文昊然家豪铭逸晨皓阳一诺瑞凯佳航景辰奕沐彦奇嘉懿煜城",
    ];
    public static readonly string[] Female =
    [
        "秀兰英桂珍玉凤芝莲香梅菊花春翠淑贞素芬月娥云仙巧腊正大妹素清琼先碧",
        "芳丽娟敏静艳燕霞红玲梅莉丹萍慧琴英华雪洁婷倩晓美小春桂云琳蓉秀",
        "梓涵欣怡子萱诗雨佳琪可馨思语梦瑶雅婷一诺依彤芷若紫嘉悦晨曦心妍安然糖",
    ];
    public static readonly string[] RareGiven = ["𬭎", "𠅤", "𬍛", "𫖯", "㛃", "䶮", "𬀩", "𫟹", "𬸚", "𣲘"];
    public static readonly string[] UyghurMale = ["买买提", "艾合买提", "吐尔逊", "玉素甫", "阿不都拉", "热合曼", "库尔班", "依明", "艾尔肯", "帕尔哈提"];
    public static readonly string[] UyghurFemale = ["阿依古丽", "古丽娜尔", "帕提古丽", "热孜万古丽", "阿依努尔", "米热古丽", "祖丽胡玛尔", "布海丽且木", "努尔比娅", "迪丽努尔"];

    // Characters that clerks mix up by sound.
    public static readonly (char Right, char Wrong)[] Homophones =
    [
        ('伟', '玮'), ('丽', '莉'), ('军', '君'), ('芳', '方'), ('辉', '晖'), ('梅', '玫'), ('燕', '艳'), ('平', '萍'), ('英', '瑛'), ('华', '桦'),
        ('志', '智'), ('秀', '绣'), ('明', '铭'), ('云', '芸'), ('珍', '贞'), ('春', '椿'), ('国', '帼'), ('建', '健'), ('文', '雯'), ('林', '琳'),
        ('香', '湘'), ('兰', '蓝'), ('凤', '风'), ('清', '青'), ('浩', '皓'), ('佳', '嘉'), ('琪', '琦'), ('涵', '函'), ('宇', '雨'), ('永', '勇'),
    ];

    private static (string[], int[]) Parse(string list)
    {
        var items = list.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var names = new string[items.Length];
        var weights = new int[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            names[i] = items[i].TrimEnd("0123456789".ToCharArray());
            foreach (var digit in items[i].AsSpan(names[i].Length))
                weights[i] = weights[i] * 10 + (digit - '0');
        }
        return (names, weights);
    }
}
