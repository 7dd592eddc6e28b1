using Xianjie.Platform.Data;

namespace Xianjie.Registry.Households;

/// <summary>A row that belongs to a household and stands where the household stands.</summary>
internal interface IOfHousehold : IInDivision
{
    Guid HouseholdId { get; }
    new long Division { get; set; }
}
