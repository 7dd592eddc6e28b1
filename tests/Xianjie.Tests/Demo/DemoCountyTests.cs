using Xianjie.Demo;
using Xianjie.Demo.Feeds;
using Xianjie.Demo.Names;
using Xianjie.Demo.Registry;

namespace Xianjie.Tests.Demo;

public sealed class DemoCountyTests(SmallCounty county) : IClassFixture<SmallCounty>
{
    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_on_one_thread_and_on_five()
    {
        var hashes = new List<string>();
        foreach (var threads in (int[])[1, 5])
        {
            var options = county.Options($"threads-{threads}") with { People = 3_000, Threads = threads };
            await DemoCounty.Generate(options);
            hashes.Add(SmallCounty.Hash(options.OutDir));
        }
        Assert.Equal(hashes[0], hashes[1]);
    }

    // The bytes are part of the product: published figures and screenshots name a seed. Whoever changes the generator changes this on purpose.
    private const string CountyOfSeed1 = "fd5eaa704df3e2506dc6869de49fdd16038ec58dbae49ffbd5fb1cf89b789a45";

    [Fact]
    public async Task The_county_of_seed_1_is_the_same_on_every_platform()
    {
        var options = county.Options("known") with { People = 3_000, Seed = 1 };
        await DemoCounty.Generate(options);
        Assert.Equal(CountyOfSeed1, SmallCounty.Hash(options.OutDir));
    }

    [Fact]
    public async Task Another_seed_gives_another_county()
    {
        var options = county.Options("other") with { People = 3_000, Seed = 2 };
        await DemoCounty.Generate(options);
        Assert.NotEqual(CountyOfSeed1, SmallCounty.Hash(options.OutDir));
    }

    [Fact]
    public void It_has_exactly_the_people_asked_for_and_fourteen_townships()
    {
        Assert.Equal(20_000, county.Clean("registry/成员.csv").Count);
        var divisions = county.Clean("divisions.csv");
        Assert.Equal(14, divisions.Count(row => row["级别"] == "乡"));
        Assert.All(divisions, row => Assert.Matches("^99[0-9]{10}$", row["代码"]));
        var codes = divisions.Select(row => row["代码"]).ToHashSet();
        Assert.Equal(divisions.Count, codes.Count);
        Assert.All(divisions.Where(row => row["上级代码"].Length > 0), row => Assert.Contains(row["上级代码"], codes));
    }

    [Fact]
    public void Every_citizen_id_is_valid_unique_and_agrees_with_birth_date_and_sex()
    {
        var mistaken = county.Clean("defects.csv").Where(row => row["应由哪条规则发现"] is "DQ006" or "DQ007").Select(row => row["户编号"]).ToHashSet();
        var seen = new HashSet<string>();
        foreach (var member in county.Clean("registry/成员.csv"))
        {
            var id = member["身份证号"];
            Assert.True(Numbers.IsValidId(id) && id.StartsWith("9901", StringComparison.Ordinal), id);
            Assert.True(seen.Add(id), id);
            if (mistaken.Contains(member["户编号"]))
                continue;
            Assert.Equal(id[6..14], member["出生日期"].Replace("-", "", StringComparison.Ordinal));
            Assert.Equal(member["性别"] == "男", id[16] % 2 == 1);
        }
    }

    [Fact]
    public void Ids_stay_unique_in_a_county_with_more_villages_than_sequence_numbers()
    {
        var seen = new HashSet<string>();
        for (var village = 0; village < 1200; village++)
        {
            var registrar = new Xianjie.Demo.People.Registrar(village, "汉族") { VillagesTotal = 1200 };
            for (var twin = 0; twin < 4; twin++)
            {
                var person = new Xianjie.Demo.People.Person { Male = twin % 2 == 0, Relation = "之子", Birth = new(1990, 2, 28), Age = 36 };
                registrar.Issue(person);
                Assert.True(seen.Add(person.Id), person.Id);
            }
        }
    }

    [Fact]
    public void Every_household_has_one_head_and_as_many_members_as_it_says_but_for_planted_mistakes()
    {
        var twoHeads = Defective("DQ020");
        var wrongCount = Defective("DQ024");
        var members = county.Clean("registry/成员.csv").ToLookup(member => member["户编号"]);
        foreach (var household in county.Clean("registry/户.csv"))
        {
            var own = members[household["户编号"]].ToList();
            Assert.Equal(twoHeads.Contains(household["户编号"]) ? 2 : 1, own.Count(member => member["与户主关系"] == "户主"));
            Assert.Equal(own.Count + (wrongCount.Contains(household["户编号"]) ? 1 : 0), int.Parse(household["家庭人口"], System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(household["户主姓名"], own[0]["姓名"]);
        }
    }

    [Fact]
    public void Registry_and_feeds_carry_the_columns_of_the_catalogue()
    {
        foreach (var (name, header) in RegistryFiles.All)
            Assert.Equal(Catalogue.Columns("registry.yaml", name).Select(column => column.Name).Except(["户编号"]), header.Except(["户编号"]));
        foreach (var layout in FeedLayouts.All)
        {
            var columns = Catalogue.Columns("feeds.yaml", layout.Fact);
            Assert.Equal(columns.Select(column => column.Name), layout.Columns);
            foreach (var (column, office) in columns.Zip(layout.OfficeHeader))
                Assert.True(office == column.Name || column.Synonyms.Contains(office), $"{layout.Fact}: {office}");
        }
    }

    [Fact]
    public void Codes_of_the_clean_county_are_values_of_the_catalogue()
    {
        foreach (var (name, _) in RegistryFiles.All)
            CheckCodes("registry.yaml", name, county.Clean($"registry/{name}.csv"));
        foreach (var layout in FeedLayouts.All)
            CheckCodes("feeds.yaml", layout.Fact, county.Clean($"departments/{layout.Fact}.csv"));
    }

    [Fact]
    public void Truth_and_defects_speak_of_households_that_exist()
    {
        var households = county.Clean("registry/户.csv").Select(household => household["户编号"]).ToHashSet();
        var truth = county.Clean("truth.csv");
        Assert.All(truth, row => Assert.Contains(row["户编号"], households));
        Assert.All(county.Clean("defects.csv"), row => Assert.Contains(row["户编号"], households));
        Assert.Contains(truth, row => row["是否真有风险"] == "是");
        Assert.True(truth.Count(row => row["性质"] == "干扰项") > 2 * truth.Count(row => row["性质"] == "风险"));
    }

    [Fact]
    public async Task Months_held_back_are_only_in_the_monthly_files()
    {
        var options = county.Options("held") with { People = 3_000, HoldBack = 1, Dirt = 0 };
        await DemoCounty.Generate(options);
        var history = SmallCounty.Read(Path.Combine(options.OutDir, "departments/医保结算.csv"), System.Text.Encoding.UTF8);
        var newest = SmallCounty.Read(Path.Combine(options.OutDir, "departments-monthly/2026-10/医保结算.csv"), System.Text.Encoding.UTF8);
        Assert.DoesNotContain(history, row => row["结算日期"].StartsWith("2026-10", StringComparison.Ordinal));
        Assert.Contains(history, row => row["结算日期"].StartsWith("2026-09", StringComparison.Ordinal));
        Assert.NotEmpty(newest);
        Assert.All(newest, row => Assert.StartsWith("2026-10", row["结算日期"], StringComparison.Ordinal));
    }

    [Fact]
    public void Options_outside_their_range_are_refused_in_words()
    {
        Assert.Contains("人数", (county.Options("x") with { People = 5 }).Refusal(), StringComparison.Ordinal);
        Assert.Contains("脏数据", (county.Options("x") with { Dirt = 1.5 }).Refusal(), StringComparison.Ordinal);
        Assert.Null(county.Options("x").Refusal());
    }

    private HashSet<string> Defective(string rule) =>
        [.. county.Clean("defects.csv").Where(row => row["应由哪条规则发现"] == rule).Select(row => row["户编号"])];

    private static void CheckCodes(string file, string fact, List<Dictionary<string, string>> rows)
    {
        foreach (var column in Catalogue.Columns(file, fact).Where(column => column.Values.Count > 0))
            foreach (var value in rows.Select(row => row[column.Name]).Distinct().Where(value => value.Length > 0).SelectMany(value => value.Split('、')))
                Assert.True(column.Values.Contains(value), $"{fact}.{column.Name}: {value}");
    }
}
