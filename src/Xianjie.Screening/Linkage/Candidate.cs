namespace Xianjie.Screening;

/// <summary>One observation for or against a candidate, with its weight in bits (log₂ of how much likelier it is for the same person).</summary>
public sealed record LinkageReason(string Text, double Weight);

/// <summary>A person whom an unmatched row may mean. A suggestion for a human; nothing is merged by itself.</summary>
/// <param name="Person">Person ordinal in the store.</param>
/// <param name="Probability">Chance that it is the same person, 0 to 1, from the sum of the weights and the size of the registry.</param>
public sealed record Candidate(int Person, int Household, double Probability, IReadOnlyList<LinkageReason> Reasons)
{
    /// <summary>Sum of the weights in bits.</summary>
    public double Weight => Reasons.Sum(r => r.Weight);
}
