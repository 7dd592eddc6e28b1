namespace Xianjie.Registry.Households;

/// <summary>
/// A panel that another module adds to the page of a member. Register with <c>AddSingleton&lt;IMemberPanel, X&gt;()</c>; shown by the view component of
/// that name, which gets the person's id as <c>person</c>.
/// </summary>
internal interface IMemberPanel
{
    int Order { get; }
    /// <summary>Who may see it.</summary>
    string Permission { get; }
    /// <summary>Name of the view component.</summary>
    string Component { get; }
}
