using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Expressions;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Time;
using Xianjie.Screening;
using Xianjie.Screening.Language;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Ledgers;

/// <summary>Expressions that look into other ledgers, or at other rows of their own: what they read, and that whoever shows them says the same.</summary>
public sealed class LookTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Fact]
    public void What_an_expression_reads_is_told_by_what_it_was_compiled_to_and_not_by_its_words()
    {
        var rules = Pumps.Rules();
        Assert.Empty(rules.Errors);
        // a code and names of fields have the other title in them; count(检查) has no where
        Assert.Equal(["visits", "whole", "share"], rules.Ledger.Fields.Select(f => f.English).Where(rules.Reckoned.Contains));
        Assert.Equal(["visits"], rules.Looked(rules.Computed).Select(l => l.Key));
        Assert.Empty(rules.Looked(rules.Checks));
        Assert.True(rules.LooksAtSelf);
        var blind = Pumps.Rules(l => l with { Fields = [.. l.Fields.Where(f => f.English is not ("visits" or "whole" or "share"))], Rollups = [l.Rollups[1]], Checks = [new("泵名 = '泵站台账'", "W", "{泵名}", null, 1)] });
        Assert.Empty(blind.Errors);
        Assert.Equal(["visits"], blind.Offered.Select(l => l.Key));
        Assert.Empty(blind.Looked(blind.Computed, blind.Checks, blind.Rollups, blind.Conditions));
        Assert.Empty(blind.Reckoned);
        Assert.False(blind.LooksAtSelf);
    }

    [Fact]
    public void Sealed_values_are_opened_where_a_formula_behind_a_measure_reads_them()
    {
        static LedgerRules Of(string maker) => Pumps.Rules(l => l with
        {
            Fields = [.. l.Fields.Take(3).Select(f => f.English == "maker" ? f with { Class = ColumnClass.Personal } : f), l.Fields[3] with { Name = "认得", English = "known", Value = maker }],
            Checks = [], Rollups = [new LedgerRollup("认得的", "count(认得 = true)", "台", 1)],
        });
        Assert.True(Of("厂家 = '甲厂'") is var reads && reads.ReadsSealed(reads.Rollups));
        Assert.False(Of("泵名 = '厂家'") is var blind && blind.ReadsSealed(blind.Rollups));
    }
}
