using Xianjie.Screening;

namespace Xianjie.Comparison.Runs;

/// <summary>A household as the engine's hits need it back.</summary>
internal sealed record LoadedHousehold(Guid Id, string Number, string Head, long Division, string RiskState);

/// <summary>A county's facts, ready to be screened, with the way back from the engine's ordinals to rows of the database.</summary>
internal sealed record CountyFacts(FactStore Store, IReadOnlyList<LoadedHousehold> Households, IReadOnlyList<(Guid Id, string Name)> Persons, long Rows, long Strangers, IReadOnlyDictionary<string, string> Files);
