using Xianjie.Platform.Data;
using Xianjie.Platform.Time;

namespace Xianjie.Demo.Steps.Loop;

/// <summary>What a county does by rote: last month's joint review with its answers, and this month's under way; households looked at again by plan; two campaigns.</summary>
internal sealed class RegularStep(TimeProvider time, WriteGate gate, Clock clock) : IDemoStep
{
    public int Order => 320;

    public async Task RunAsync(DemoContext context, CancellationToken ct)
    {
        var (actors, today) = (new Actors(context.Services, (DemoTime)time, gate), clock.Today);
        context.Say($"会商研判 {await new JointStory(actors, context.County, today).TellAsync(ct)} 个对象");
        context.Say($"定期核查 {await new PeriodicStory(actors, context.County, today).TellAsync(ct)} 户");
        context.Say($"专项行动已办 {await new CampaignStory(actors, context.County, today).TellAsync(ct)} 个对象");
    }
}
