using Xianjie.Screening.Language;

namespace Xianjie.Screening.Emit;

/// <summary>A rule written as SQL, or the reason why this dialect cannot say it.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Text">
/// One SELECT that returns <c>household_id</c> and <c>person_id</c> (null for a rule per household) of every hit; null if refused.
/// </param>
/// <param name="Refusal">Why there is no text; null if there is.</param>
public sealed record RuleSql(Rule Rule, string? Text, string? Refusal);

/// <summary>A dialect cannot keep an expression's meaning exactly.</summary>
internal sealed class CannotSayException(string reason) : Exception(reason);
