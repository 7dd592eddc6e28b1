using System.Text.RegularExpressions;
using Xianjie.Screening.Language;

namespace Xianjie.Screening;

/// <summary>Which columns, constants and parameters a compiled rule needs, by slot; binds them to a store.</summary>
internal sealed class FrameLayout
{
    private readonly List<(FactTable Fact, Column Column)> bytes = [], ints = [], smalls = [], longs = [], texts = [];
    private readonly List<FactTable> facts = [];
    private readonly List<Func<FactStore, DateOnly, long>> constants = [];
    private readonly List<(int Text, TextMatch Match)> masks = [];
    private readonly List<(Parameter Parameter, CodeList? Codes)> parameters = [];

    public int Slot(FactTable fact, Column column) => Index(ListOf(ColumnData.StorageOf(column)), (fact, column));

    public int Slot(FactTable fact) => Index(facts, fact);

    public int Slot(ParameterRef parameter) => Index(parameters, (parameter.Parameter, parameter.Dimension?.Type.Codes));

    public int Constant(Func<FactStore, DateOnly, long> value)
    {
        constants.Add(value);
        return constants.Count - 1;
    }

    /// <summary>The number of a literal text within a column's pool, −1 if the column never holds it.</summary>
    public int TextConstant(FactTable fact, Column column, string text) =>
        Constant((store, _) => store.Table(fact).Column(column) is TextData data && data.Pool.Find(text) is > 0 and var id ? id : -1);

    public int Mask(FactTable fact, Column column, TextMatch match)
    {
        masks.Add((Slot(fact, column), match));
        return masks.Count - 1;
    }

    /// <summary>A frame for one thread.</summary>
    public EvalFrame Bind(FactStore store, DateOnly asOf, IParameterSource source)
    {
        ColumnData Column((FactTable Fact, Column Column) c) => store.Table(c.Fact).Column(c.Column);
        var household = store.Catalogue.Household;
        var divisions = household["行政区划"] is { } division ? store.Table(household).Column(division) as TextData : null;
        TextData[] textData = [.. texts.Select(c => (TextData)Column(c))];
        return new EvalFrame
        {
            Bytes = [.. bytes.Select(c => ((ByteData)Column(c)).Values)],
            Ints = [.. ints.Select(c => ((IntData)Column(c)).Values)],
            Smalls = [.. smalls.Select(c => ((SmallData)Column(c)).Values)],
            Larges = [.. smalls.Select(c => ((SmallData)Column(c)).Large)],
            Longs = [.. longs.Select(c => ((LongData)Column(c)).Values)],
            Texts = textData,
            Offsets = [.. facts.Select(f => store.Table(f).Offsets)],
            Persons = [.. facts.Select(f => store.Table(f).Persons)],
            Constants = [.. constants.Select(c => c(store, asOf))],
            Masks = [.. masks.Select(m => textData[m.Text].Pool.MaskOf(m.Match))],
            Parameters = [.. parameters.Select(p => new ParameterSlot(source.Get(p.Parameter), p.Codes, asOf, divisions, store.Table(household).Offsets))],
            AsOf = asOf.DayNumber,
        };
    }

    /// <summary>The test of a text condition whose wanted text is a literal.</summary>
    public static Func<string, bool> Test(TextMatch match)
    {
        var wanted = (string)((Literal)match.Wanted).Value!;
        switch (match.Match)
        {
            case TextMatchKind.Contains: return text => text.Contains(wanted, StringComparison.Ordinal);
            case TextMatchKind.StartsWith: return text => text.StartsWith(wanted, StringComparison.Ordinal);
            case TextMatchKind.EndsWith: return text => text.EndsWith(wanted, StringComparison.Ordinal);
            default:
                var pattern = new Regex(wanted, Pattern.Options);
                return pattern.IsMatch;
        }
    }

    private List<(FactTable, Column)> ListOf(Storage storage) => storage switch
    {
        Storage.Byte => bytes,
        Storage.Int => ints,
        Storage.Small => smalls,
        Storage.Long => longs,
        _ => texts,
    };

    private static int Index<T>(List<T> list, T item)
    {
        var at = list.IndexOf(item);
        if (at >= 0) return at;
        list.Add(item);
        return list.Count - 1;
    }
}
