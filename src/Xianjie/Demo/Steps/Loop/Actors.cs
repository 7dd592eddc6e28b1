using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Demo.Steps.Loop;

/// <summary>Does what a cadre would do on some day: signed in as that person, in one transaction, through the same desks as the pages.</summary>
internal sealed class Actors(IServiceProvider services, DemoTime time, WriteGate gate)
{
    public static User Collector(long village) => New("cunji-yanshi", "韦晓燕", Roles.Collector, village);
    public static User Clerk(long village) => New("zhenji-yanshi", "覃志强", Roles.Clerk, village / 1000 * 1000);
    public static User Monitor(long village) => New("xianji-yanshi", "莫文静", Roles.Monitor, village / 1_000_000 * 1_000_000);
    public static User Department(long county, string department) => New("bumen-yanshi", "梁小红", Roles.Department, county, department);

    public async Task<T> DoAsync<T>(User who, DateOnly day, Func<IServiceProvider, Task<T>> act, CancellationToken ct)
    {
        var before = time.Standing;
        time.StandAt(day, new TimeOnly(10, 30));
        try
        {
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentUser>().Become(CurrentUser.Principal(who));
            scope.ServiceProvider.GetRequiredService<Scope>().Narrow(who.Division);
            using var turn = await gate.EnterAsync(ct);
            await using var transaction = await scope.ServiceProvider.GetRequiredService<XianjieDb>().Database.BeginTransactionAsync(ct);
            var answer = await act(scope.ServiceProvider);
            await transaction.CommitAsync(ct);
            return answer;
        }
        finally
        {
            time.Standing = before;
        }
    }

    private static User New(string login, string name, string role, long division, string? department = null) => new() { Login = login, Name = name, Role = role, Division = division, Department = department, PasswordHash = string.Empty };
}
