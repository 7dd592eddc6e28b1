namespace Xianjie.Screening.Language;

/// <summary>What the parser saw, before names are known.</summary>
internal abstract record Syntax(int At);

internal sealed record NumberSyntax(int At, decimal Value, string Text) : Syntax(At);

internal sealed record TextSyntax(int At, string Value) : Syntax(At);

internal sealed record DateSyntax(int At, DateOnly Value) : Syntax(At);

internal sealed record KeywordSyntax(int At, string Word) : Syntax(At);

/// <summary>A name, or fact.column.</summary>
internal sealed record NameSyntax(int At, string First, string? Second = null) : Syntax(At)
{
    public string Text => Second is null ? First : $"{First}.{Second}";
}

internal sealed record UnarySyntax(int At, string Operator, Syntax Operand) : Syntax(At);

internal sealed record BinarySyntax(int At, string Operator, Syntax Left, Syntax Right) : Syntax(At);

internal sealed record BetweenSyntax(int At, Syntax Value, Syntax Low, Syntax High) : Syntax(At);

internal sealed record InSyntax(int At, Syntax Value, IReadOnlyList<Syntax> Choices) : Syntax(At);

internal sealed record WindowSyntax(int At, Syntax Value, WindowKind Kind, DateUnit Unit, Syntax? Amount) : Syntax(At);

internal sealed record IsNullSyntax(int At, Syntax Value) : Syntax(At);

internal sealed record CallSyntax(int At, string Function, IReadOnlyList<Syntax> Arguments, bool Distinct, bool OfPerson, Syntax? Where) : Syntax(At);
