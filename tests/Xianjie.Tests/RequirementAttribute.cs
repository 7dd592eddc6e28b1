namespace Xianjie.Tests;

/// <summary>Names the row of the requirements list that a test proves, e.g. <c>S1-44</c>.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class RequirementAttribute(string id) : Attribute
{
    public string Id { get; } = id;
}
