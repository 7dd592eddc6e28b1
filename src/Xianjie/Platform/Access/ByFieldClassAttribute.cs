namespace Xianjie.Platform.Access;

/// <summary>The page leaves out, by itself, the sensitive fields that the person may not see; every other page is closed to who does not see all of it.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ByFieldClassAttribute : Attribute;
