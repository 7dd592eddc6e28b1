using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Intake;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;

namespace Xianjie.Comparison.Clues;

/// <summary>三网统计: where clues came from and what became of them, by 排查网, 对比网 and 帮扶网. Which channel or outcome belongs to which net is a parameter.</summary>
[Requires(Permissions.CluesRead)]
internal sealed class NetsPage(XianjieDb db, ParametersInForce inForce, CurrentUser user, Clock clock) : PageModel
{
    public const string Key = "三网归类";
    public static readonly IReadOnlyList<string> Names = ["排查网", "对比网", "帮扶网"];
    public static readonly IReadOnlyList<ClueState> States = [ClueState.待核查, ClueState.核查中, ClueState.属实, ClueState.不属实, ClueState.已知];

    /// <param name="Channels">Channels that count as the net's sources; empty where it takes clues by their outcome.</param>
    /// <param name="Outcomes">Outcomes that count.</param>
    public sealed record Net(string Name, IReadOnlyList<string> Channels, IReadOnlyList<ClueState> Outcomes)
    {
        public IReadOnlyDictionary<ClueState, int> Counts { get; init; } = new Dictionary<ClueState, int>();

        public int Total => Counts.Values.Sum();

        public string Link(ClueState state) => $"/clues?state={state}&kind={ClueKind.风险线索}{(Channels.Count == 0 ? "" : "&among=" + string.Join(';', Channels))}";
    }

    public IReadOnlyList<Net> Nets { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var values = await inForce.LoadAsync(ct);
        string NetOf(string of) => values.Text(Key, user.Area, of);
        var nets = new List<Net>();
        foreach (var name in Names)
        {
            var channels = Enum.GetNames<ClueChannel>().Where(c => NetOf(c) == name).ToList();
            var outcomes = States.Where(s => NetOf(s.ToString()) == name).ToList();
            if (channels.Count == 0 && outcomes.Count == 0)
                continue;
            var net = new Net(name, channels, channels.Count > 0 ? States : outcomes);
            var filter = new ClueFilter { State = "all", Kind = ClueKind.风险线索, Among = string.Join(';', channels) };
            var counts = await filter.Over(db.Set<Clue>().AsNoTracking(), clock.Today).GroupBy(c => c.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
            nets.Add(net with { Counts = counts.Where(c => net.Outcomes.Contains(c.Key)).ToDictionary(c => c.Key, c => c.Count) });
        }
        Nets = nets;
    }
}
