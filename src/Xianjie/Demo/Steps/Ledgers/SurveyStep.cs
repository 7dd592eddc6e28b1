using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Xianjie.Demo.Steps.Loop;
using Xianjie.Ledgers;
using Xianjie.Ledgers.Import;
using Xianjie.Ledgers.Periods;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;

namespace Xianjie.Demo.Steps.Ledgers;

/// <summary>Last year's survey of multidimensional poverty: the two files of surveys/mpindex come in by the import that people use.</summary>
internal sealed class SurveyStep(JobBoard board, TimeProvider time, WriteGate gate, Clock clock) : IDemoStep
{
    private static readonly (string Ledger, string File)[] Files = [("survey-households", "df_household.csv"), ("survey-members", "df_household_roster.csv")];

    public int Order => 397;

    public async Task RunAsync(DemoContext context, CancellationToken ct)
    {
        await using var db = board.Open();
        var monitor = await db.Set<User>().AsNoTracking().SingleAsync(u => u.Login == "jianceyuan", ct);
        foreach (var (key, file) in Files)
        {
            var rows = await new Actors(context.Services, (DemoTime)time, gate).DoAsync(monitor, clock.Today, services => ImportAsync(services.GetRequiredService<LedgerServices>(), key, file, ct), ct);
            context.Say($"多维贫困调查 {file}：{rows:N0} 行");
        }
    }

    private async Task<int> ImportAsync(LedgerServices services, string key, string file, CancellationToken ct)
    {
        var (ledger, import) = ((await services.Book.FindAsync(key, ct))!, new LedgerImport(services));
        await using var content = Assembly.GetExecutingAssembly().GetManifestResourceStream($"mpindex/{file}")!;
        var (read, refusal) = await import.ReadAsync(ledger, Span.Holding(ledger.Period, clock.Today).Before, content, file, ct);
        if (read is null || !import.Look(ledger, read).IsGood)
            throw new InvalidDataException($"{file}: {refusal ?? import.Look(ledger, read!).Faults[0].Words}");
        return (await import.WriteAsync(ledger, read, file, ct)).Count;
    }
}
