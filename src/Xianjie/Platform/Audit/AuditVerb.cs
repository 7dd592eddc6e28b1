using System.CommandLine;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Verbs;

namespace Xianjie.Platform.Audit;

/// <summary><c>verify audit</c>: works the chain of audit records out anew and names the first that does not hold.</summary>
internal static class AuditVerb
{
    public static Command Build()
    {
        var command = new Command("audit", "逐条核对审计记录，指出第一条被改动的");
        command.SetAction(async (parsed, ct) =>
        {
            using var services = Common.Services(Common.Settings(parsed));
            await services.GetRequiredService<AuditChain>().TurnAsync(ct);
            await using var db = services.GetRequiredService<Database>().Open(Scope.All(), TimeProvider.System);
            var verdict = await services.GetRequiredService<AuditCheck>().RunAsync(db, null, ct);
            return verdict.IsWhole ? Common.Done(parsed, verdict.Words, verdict) : Common.Refused(parsed, verdict.Words);
        });
        return command;
    }
}
