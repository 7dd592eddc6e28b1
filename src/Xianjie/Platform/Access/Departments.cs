namespace Xianjie.Platform.Access;

/// <summary>The departments that deliver data, as the fact catalogue names them.</summary>
internal sealed record Departments(IReadOnlyList<string> Names);
