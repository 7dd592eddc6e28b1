using Xianjie.Platform.Tabular.Mapping;
using static Xianjie.Tests.Tabular.Mapping.Catalogues;

namespace Xianjie.Tests.Tabular.Mapping;

[Requirement("S1-20")]
public sealed class MappingTests
{
    private const string None = "";

    private static string[] Targets(ColumnMapping mapping) => [.. mapping.Columns.Select(column => column.Target?.Key ?? None)];

    [Fact]
    public void Every_name_and_synonym_of_the_catalogue_finds_its_column()
    {
        foreach (var fact in Real.Facts)
        {
            var target = new ImportTarget(fact);
            foreach (var column in target.Columns)
            {
                foreach (var title in column.Column.Synonyms.Prepend(column.Column.Name))
                {
                    // A name goes before a synonym; a synonym that two columns share goes to the first
                    var owner = target.Columns.FirstOrDefault(c => c.Column.Name == title) ?? target.Columns.First(c => c.Column.Synonyms.Contains(title));
                    Assert.Equal(owner.Key, Guess(target, title).Columns[0].Target?.Key);
                }
            }
        }
    }

    [Fact]
    public void Headers_as_a_hospital_system_writes_them_are_understood()
    {
        var mapping = Guess(new ImportTarget(Fact("医保结算")), "序号", "参保人姓名", "证件号码", "住院号", "医疗类别", "结算时间", "个人自付（元）", "医疗总费用(元)");
        Assert.Equal([None, "医保结算.姓名", "医保结算.身份证号", "医保结算.结算编号", "医保结算.就诊类型", "医保结算.结算日期", "医保结算.自付金额", "医保结算.总费用"], Targets(mapping));
        Assert.False(mapping.IsRefused(out _));
    }

    [Theory]
    [InlineData("是否脱贫户", "户.是否脱贫户")]
    [InlineData("是否 脱贫户", "户.是否脱贫户")]
    [InlineData("家庭人口（人）", "户.家庭人口")]
    [InlineData("户 编 号", "户.户编号")]
    [InlineData("ＡＡＣ００１", "户.户编号")]
    [InlineData("务工时间(月)", "成员.务工月数")]
    [InlineData("成员信息·民族", "成员.民族")]
    public void Manners_of_writing_do_not_matter(string title, string key) => Assert.Equal([key], Targets(Guess(HouseholdsAndMembers, title)));

    [Fact]
    public void Another_persons_column_is_not_taken_for_the_members()
    {
        var mapping = Guess(new ImportTarget(Fact("医保结算")), "监护人身份证号", "身份证号", "姓名", "联系人姓名");
        Assert.Equal([None, "医保结算.身份证号", "医保结算.姓名", None], Targets(mapping));
    }

    [Fact]
    public void Numbered_risk_columns_all_fill_the_one_column_of_several_values()
    {
        var mapping = Guess(HouseholdsAndMembers, "致贫/返贫风险1", "致贫/返贫风险2", "致贫/返贫风险3");
        Assert.All(mapping.Columns, column => Assert.Equal("户.风险", column.Target?.Key));
    }

    [Fact]
    public void Two_columns_for_one_and_one_for_two_are_said()
    {
        Assert.Contains(Guess(HouseholdsAndMembers, "联系电话").Conflicts, words => words.Contains('户') && words.Contains("成员", StringComparison.Ordinal));
        var twice = Guess(HouseholdsAndMembers, "姓名", "成员姓名");
        Assert.Contains("都像是姓名", twice.Conflicts.Single(), StringComparison.Ordinal);
        Assert.Equal(["成员.姓名", None], Targets(twice));
    }

    [Fact]
    public void A_saved_mapping_overrides_every_guess()
    {
        var corrected = Guess(HouseholdsAndMembers, "姓名", "村名").With("村名", HouseholdsAndMembers["户.村民小组"]).With("姓名", null);
        var again = Guess(HouseholdsAndMembers, corrected.ToSaved(), "姓名", "村名", "性别");

        Assert.Equal([None, "户.村民小组", "成员.性别"], Targets(again));
        Assert.Equal([MatchKind.None, MatchKind.Saved, MatchKind.Name], again.Columns.Select(column => column.How));
    }

    [Fact]
    public void A_column_that_is_pointed_elsewhere_frees_the_one_it_replaces()
    {
        var mapping = Guess(HouseholdsAndMembers, "姓名", "曾用名").With("曾用名", HouseholdsAndMembers["成员.姓名"]);
        Assert.Equal([None, "成员.姓名"], Targets(mapping));
    }

    [Fact]
    public void Missing_required_columns_refuse_the_file()
    {
        var mapping = Guess(new ImportTarget(Fact("医保结算")), "姓名", "结算日期");
        Assert.True(mapping.IsRefused(out var words));
        Assert.Contains("身份证号", words, StringComparison.Ordinal);
        Assert.Contains("自付金额", words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fact_without_a_key_of_its_own_needs_the_household_number_or_a_citizen_id()
    {
        var target = ImportTarget.For(Real, Fact("年收入"));
        Assert.True(Guess(target, "年度", "工资性收入").IsRefused(out var words));
        Assert.Contains("户编号或身份证号", words, StringComparison.Ordinal);
        Assert.False(Guess(target, "年度", "工资性收入", "户编号").IsRefused(out _));
        Assert.False(Guess(target, "年度", "工资性收入", "证件号码").IsRefused(out _));
    }
}
