namespace Xianjie.Demo;

/// <summary>What a step of setting up the demo works with.</summary>
/// <param name="Services">Of the program, on the demo's database.</param>
/// <param name="Folder">The generated files: divisions.csv, registry/, departments/, truth.csv …</param>
/// <param name="Say">Tells the person at the terminal what is being done.</param>
internal sealed record DemoContext(IServiceProvider Services, string Folder, DemoOptions Options, long County, Action<string> Say);

/// <summary>A module's part of setting up the demo, registered as a service; run by rising order once registry and accounts are there.</summary>
internal interface IDemoStep
{
    /// <summary>100: department files; 200: screening; 300: what users would have done since.</summary>
    int Order { get; }

    Task RunAsync(DemoContext context, CancellationToken ct);
}
