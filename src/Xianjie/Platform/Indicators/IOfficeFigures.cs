namespace Xianjie.Platform.Indicators;

/// <summary>What stands on the desk of an office that has no overview of the area: administrators of system, security and audit. Each source looks for itself whether it is for the person who asks.</summary>
internal interface IOfficeFigures
{
    Task<IReadOnlyList<Figure>> FiguresAsync(CancellationToken ct);
}
