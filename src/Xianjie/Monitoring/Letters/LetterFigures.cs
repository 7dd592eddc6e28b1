using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.Letters;

/// <summary>Letters on the overview; every figure is the count of the list that it links to.</summary>
internal sealed class LetterFigures(XianjieDb db, CurrentUser user, Clock clock) : IFigures
{
    public async Task<IReadOnlyList<Figure>> FiguresAsync(CancellationToken ct)
    {
        if (!user.May(Permissions.CluesRead))
            return [];
        var unmatched = await db.Set<Letter>().CountAsync(l => l.State == LetterState.待核对, ct);
        var unanswered = await db.Set<Letter>().CountAsync(l => l.AnswerBy != null && l.AnsweredOn == null, ct);
        var today = clock.Today;
        var late = await db.Set<Letter>().CountAsync(l => l.AnswerBy < today && l.AnsweredOn == null, ct);
        return
        [
            new(35, "待核对农户的申报和来件", unmatched, "件", "/letters?show=unmatched", Tone: unmatched > 0 ? "amber" : null),
            new(36, "待答复的转办", unanswered, "件", "/letters?show=answer", late > 0 ? $"其中超期 {late:N0} 件" : null, late > 0 ? "red" : null),
        ];
    }

    public Task<IReadOnlyList<Chart>> ChartsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Chart>>([]);

    public Task<IReadOnlyList<AreaFigure>> AreasAsync(IReadOnlyList<long> children, CancellationToken ct) => Task.FromResult<IReadOnlyList<AreaFigure>>([]);
}
