using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Access.SecondPerson;

/// <summary>Requests that nobody confirmed in time run out; asked every minute.</summary>
internal sealed class RequestExpiry(JobBoard board, WriteGate gate, Clock clock) : IDueWork
{
    public async Task<int> EnqueueDueAsync(CancellationToken ct)
    {
        await using var db = board.Open();
        var today = clock.Today;
        if (!await db.Set<ActRequest>().AnyAsync(r => r.State == RequestState.待复核 && r.Due < today, ct))
            return 0;
        using var turn = await gate.EnterAsync(ct);
        var over = await db.Set<ActRequest>().Where(r => r.State == RequestState.待复核 && r.Due < today).OrderBy(r => r.Id).Take(200).ToListAsync(ct);
        var ids = over.ConvertAll(r => r.Id);
        foreach (var request in over)
            request.Settle(RequestState.已过期, null, "系统", clock.Now, null, "过了复核期限，没有执行");
        foreach (var work in await db.Set<WorkItem>().Where(w => ids.Contains(w.Subject) && w.State == WorkState.Open).ToListAsync(ct))
            work.Withdraw("系统", clock.Now, "已过期");
        db.Act = new Act("系统", "双人复核过期");
        await db.SaveChangesAsync(ct);
        return over.Count;
    }
}
