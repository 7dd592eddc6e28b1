using System.Diagnostics;
using Xianjie.Screening.Language;

namespace Xianjie.Screening;

/// <summary>One thread of a run: its frames, and the hits that it found.</summary>
internal sealed class ScreeningWorker(FactStore store, CompiledRule[] rules, IParameterSource parameters, DateOnly asOf)
{
    // bound when a rule first has rows to look at: a household alone has rows of few facts
    private readonly EvalFrame?[] frames = new EvalFrame?[rules.Length];
    private readonly long[] ticks = new long[rules.Length];
    private readonly List<Hit> hits = [];
    private readonly List<int> evidence = [];

    public void Run(int firstHousehold, int endHousehold)
    {
        for (var i = 0; i < rules.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            Run(i, firstHousehold, endHousehold);
            ticks[i] += Stopwatch.GetTimestamp() - start;
        }
    }

    private void Run(int ruleNumber, int firstHousehold, int endHousehold)
    {
        var rule = rules[ruleNumber];
        var table = store.Table(rule.Rule.From);
        var offsets = table.Offsets;
        var (low, high) = (offsets[firstHousehold], offsets[endHousehold]);
        if (low == high) return;
        var frame = frames[ruleNumber] ??= rule.Layout.Bind(store, asOf, parameters);
        if (frame.Rows.Length < high - low) frame.Rows = new int[Math.Max(high - low, frame.Rows.Length * 2)];
        var rows = frame.Rows;
        var count = high - low;
        if (rule.Filter is not null) count = rule.Filter(frame, low, high, rows);
        else
            for (var i = 0; i < count; i++) rows[i] = low + i;
        var household = firstHousehold;
        for (var start = 0; start < count;)
        {
            while (offsets[household + 1] <= rows[start]) household++;
            var end = start;
            var kept = start;
            for (; end < count && rows[end] < offsets[household + 1]; end++)
                if (rule.Rest is null || rule.Rest(frame, household, rows[end])) rows[kept++] = rows[end];
            if (kept > start) Groups(ruleNumber, frame, table, household, start, kept);
            start = end;
        }
    }

    /// <summary>The rows of one household that went on, as one group or one per person.</summary>
    private void Groups(int ruleNumber, EvalFrame frame, TableData table, int household, int low, int high)
    {
        var rule = rules[ruleNumber];
        for (var start = low; start < high;)
        {
            var (end, person) = (high, -1);
            if (rule.Rule.PerPerson)
            {
                person = table.Persons[frame.Rows[start]];
                end = start + 1;
                while (end < high && table.Persons[frame.Rows[end]] == person) end++;
            }
            if (IsNew(rule.Rule, table, frame, start, end) && (rule.When is null || rule.When(frame, household, person, start, end)))
            {
                hits.Add(new Hit(ruleNumber, household, person, evidence.Count, end - start));
                for (var i = start; i < end; i++) evidence.Add(frame.Rows[i]);
            }
            start = end;
        }
    }

    /// <summary>True if the group has a row dated within the rule's period.</summary>
    private bool IsNew(Rule rule, TableData table, EvalFrame frame, int low, int high)
    {
        if (rule.PeriodMonths is not { } months) return true;
        var dates = table.Column(rule.From.Date!);
        var first = Calendar.WindowStart(WindowKind.Last, DateUnit.Month, months, asOf.DayNumber);
        for (var i = low; i < high; i++)
            if (dates[frame.Rows[i]] is var day && day >= first && day <= asOf.DayNumber) return true;
        return false;
    }

    /// <summary>One result from all threads, in an order that depends on neither threads nor row order.</summary>
    public static ScreeningResult Merge(FactStore store, Rule[] rules, ScreeningWorker[] workers, DateOnly asOf, IParameterSource parameters, Stopwatch watch)
    {
        var evidence = new int[workers.Sum(w => w.evidence.Count)];
        var hits = new Hit[workers.Sum(w => w.hits.Count)];
        var (rowAt, hitAt) = (0, 0);
        foreach (var worker in workers)
        {
            foreach (var hit in worker.hits) hits[hitAt++] = hit with { EvidenceStart = hit.EvidenceStart + rowAt };
            worker.evidence.CopyTo(evidence, rowAt);
            rowAt += worker.evidence.Count;
        }
        var order = new HitOrder(store);
        Array.Sort(hits, order);
        var outcomes = rules.Select((rule, i) =>
        {
            var mine = hits.AsSpan(order.Start(hits, i), order.Start(hits, i + 1) - order.Start(hits, i));
            var households = 0;
            for (var h = 0; h < mine.Length; h++)
                if (h == 0 || mine[h].Household != mine[h - 1].Household) households++;
            return new RuleOutcome(rule, mine.Length, households, Stopwatch.GetElapsedTime(0, workers.Sum(w => w.ticks[i])));
        });
        return new ScreeningResult(store, rules, hits, evidence, [.. outcomes], asOf, parameters, watch.Elapsed);
    }
}

/// <summary>Hits by rule, household number and person (citizen id, then name, then place).</summary>
internal sealed class HitOrder(FactStore store) : IComparer<Hit>
{
    private readonly TextData? numbers = store.Catalogue.Household["户编号"] is { } no ? store.Table(store.Catalogue.Household).Columns[no.Ordinal] as TextData : null;
    private readonly int[] households = store.Table(store.Catalogue.Household).Offsets;
    private readonly LongData? ids = store.Catalogue.Member["身份证号"] is { } id ? store.Table(store.Catalogue.Member).Columns[id.Ordinal] as LongData : null;
    private readonly TextData? names = store.Catalogue.Member["姓名"] is { } name ? store.Table(store.Catalogue.Member).Columns[name.Ordinal] as TextData : null;

    public int Compare(Hit x, Hit y)
    {
        if (x.Rule != y.Rule) return x.Rule.CompareTo(y.Rule);
        if (x.Household != y.Household)
        {
            var byNumber = Number(x.Household).SequenceCompareTo(Number(y.Household));
            return byNumber != 0 ? byNumber : x.Household.CompareTo(y.Household);
        }
        if (x.Person == y.Person || x.Person < 0 || y.Person < 0) return x.Person.CompareTo(y.Person);
        var byId = ids is null ? 0 : ids.Values[x.Person].CompareTo(ids.Values[y.Person]);
        if (byId == 0 && names is not null) byId = Name(x.Person).SequenceCompareTo(Name(y.Person));
        return byId != 0 ? byId : x.Person.CompareTo(y.Person);
    }

    public int Start(Hit[] hits, int rule)
    {
        var (low, high) = (0, hits.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (hits[middle].Rule < rule) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private ReadOnlySpan<byte> Name(int person) => names!.Ids[person] == 0 ? default : names.Pool.Bytes(names.Ids[person]);

    private ReadOnlySpan<byte> Number(int household)
    {
        var row = households[household];
        return numbers is null || row == households[household + 1] || numbers.Ids[row] == 0 ? default : numbers.Pool.Bytes(numbers.Ids[row]);
    }
}
