using System.Text;

namespace Xianjie.Platform.Process;

/// <summary>One legal move of a process: from which step, by what, to which, who may, and what must be given.</summary>
/// <param name="Permission">A value of <see cref="Access.Permissions"/>.</param>
/// <param name="NeedsReason">True for every step back, refusal and end before the goal.</param>
internal sealed record Move<TStep, TTrigger>(TStep From, TTrigger Trigger, TStep To, string Title, string Permission, bool NeedsReason = false)
    where TStep : struct, Enum where TTrigger : struct, Enum;

/// <summary>What a step is called, who holds it, and by which parameter its days are counted (null: no deadline of its own).</summary>
internal sealed record StepRule(string Title, string Role, string? DaysParameter = null, bool IsEnd = false);

/// <summary>
/// A process as an explicit table: nothing can happen that has no row here. Tests walk it, documents print it as a diagram, pages take
/// their buttons from it.
/// </summary>
internal sealed class Process<TStep, TTrigger> where TStep : struct, Enum where TTrigger : struct, Enum
{
    private readonly Dictionary<(TStep, TTrigger), Move<TStep, TTrigger>> table;

    /// <exception cref="ArgumentException">Two rows for one step and trigger, a step without a rule, a move out of an end, or a step that can't be reached.</exception>
    public Process(string name, TStep start, IReadOnlyDictionary<TStep, StepRule> steps, IReadOnlyList<Move<TStep, TTrigger>> moves)
    {
        (Name, Start, Steps, Moves) = (name, start, steps, moves);
        table = moves.ToDictionary(m => (m.From, m.Trigger));
        if (Enum.GetValues<TStep>().FirstOrDefault(s => !steps.ContainsKey(s), start) is var missing && !steps.ContainsKey(missing))
            throw new ArgumentException($"{name}: {missing} has no rule.");
        if (moves.FirstOrDefault(m => steps[m.From].IsEnd) is { } late)
            throw new ArgumentException($"{name}: {late.From} is an end, but {late.Trigger} leaves it.");
        var unreachable = Enum.GetValues<TStep>().Except(Reachable()).ToList();
        if (unreachable.Count > 0)
            throw new ArgumentException($"{name}: no way leads to {string.Join(", ", unreachable)}.");
    }

    public string Name { get; }
    public TStep Start { get; }
    public IReadOnlyDictionary<TStep, StepRule> Steps { get; }
    public IReadOnlyList<Move<TStep, TTrigger>> Moves { get; }

    public Move<TStep, TTrigger>? Find(TStep from, TTrigger trigger) => table.GetValueOrDefault((from, trigger));

    /// <summary>The moves that someone may make now; a page shows one button for each.</summary>
    public IEnumerable<Move<TStep, TTrigger>> Open(TStep from, Func<string, bool> may) =>
        Moves.Where(m => EqualityComparer<TStep>.Default.Equals(m.From, from) && may(m.Permission));

    private HashSet<TStep> Reachable()
    {
        var seen = new HashSet<TStep> { Start };
        var open = new Queue<TStep>([Start]);
        while (open.TryDequeue(out var step))
        {
            foreach (var next in Moves.Where(m => EqualityComparer<TStep>.Default.Equals(m.From, step)).Select(m => m.To).Where(seen.Add))
                open.Enqueue(next);
        }
        return seen;
    }

    /// <summary>The table as a Mermaid state diagram, for the documents.</summary>
    public string Diagram()
    {
        var text = new StringBuilder("stateDiagram-v2\n");
        foreach (var (step, rule) in Steps)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  {step} : {rule.Title}{(rule.DaysParameter is { } days ? $"（{days}）" : "")}\n");
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  [*] --> {Start}\n");
        foreach (var move in Moves)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  {move.From} --> {move.To} : {move.Title}\n");
        foreach (var (step, _) in Steps.Where(s => s.Value.IsEnd))
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  {step} --> [*]\n");
        return text.ToString();
    }
}
