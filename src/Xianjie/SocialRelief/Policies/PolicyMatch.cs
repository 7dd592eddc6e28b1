using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.SocialRelief.Policies;

/// <summary>
/// A policy applies to a household or to one person in it. Derived by <see cref="Refresh.ReliefJob"/> from registry, deliveries and the policy's condition,
/// which is why its changes are not recorded beside.
/// </summary>
internal sealed class PolicyMatch : IOfHousehold
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string PolicyKey { get; init; }
    public required Guid HouseholdId { get; init; }
    public Guid? PersonId { get; init; }
    public required long Division { get; set; }
    /// <summary>The person's name, or the head's.</summary>
    public required string Name { get; init; }
    /// <summary>A benefit of the policy is being received.</summary>
    public required bool Receives { get; init; }
    /// <summary>The day on which the condition was first seen to hold.</summary>
    public required DateOnly Since { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<PolicyMatch>
    {
        public void Configure(EntityTypeBuilder<PolicyMatch> builder)
        {
            builder.ToTable("policy_match");
            builder.Property(m => m.PolicyKey).HasMaxLength(40);
            builder.Property(m => m.Name).HasMaxLength(120);
            builder.HasIndex(m => m.HouseholdId);                                    // the policies of a household
            builder.HasIndex(m => new { m.PolicyKey, m.Receives, m.Division });      // who receives a policy and who does not, in an area
            builder.HasIndex(m => new { m.Division, m.Receives });                   // gaps of an area; a village is written anew as a whole
        }
    }
}
