using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.Tests.Screening;

public sealed class ShippedRulesTests
{
    private static readonly RuleLoad Shipped = RuleSet.Load(Path.Combine(AppContext.BaseDirectory, "rules"), Given.Catalogue);

    [Fact]
    public void Every_shipped_rule_is_well_formed() => Assert.True(Shipped.Errors.Count == 0, string.Join('\n', Shipped.Errors));

    [Fact]
    public void Every_shipped_rule_passes_its_own_tests()
    {
        Assert.True(Shipped.Rules.Rules.Count >= 50);
        var failed = RuleTester.Run(Shipped.Rules).Where(o => !o.Passed).ToList();
        Assert.True(failed.Count == 0, string.Join('\n', failed));
    }
}
