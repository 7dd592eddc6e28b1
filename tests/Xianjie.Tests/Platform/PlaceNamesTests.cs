using Xianjie.Platform.Divisions;

namespace Xianjie.Tests.Platform;

public sealed class PlaceNamesTests
{
    [Theory]
    [InlineData("大坪村村民委员会", "大坪村")]
    [InlineData("大坪村民委员会", "大坪村")]
    [InlineData("大坪村委会", "大坪村")]
    [InlineData("东街社区居民委员会", "东街社区")]
    [InlineData("东街居民委员会", "东街居委会")]
    [InlineData("村村民委员会", "村村")]
    [InlineData("𠅤家村村民委员会", "𠅤家村")]
    [InlineData("红星农场生活区", "红星农场生活区")]
    [InlineData("村民委员会", "村民委员会")]
    public void A_village_is_called_without_its_committee(string name, string said) => Assert.Equal(said, PlaceNames.Short(name));
}
