using System.Text;
using Vigil.Scanning.Ecosystems.Languages;

namespace Vigil.Tests.Ecosystems.Languages;

public sealed class LockFolderTests
{
    [Theory]
    [InlineData("app/yarn.lock", false)]
    [InlineData("yarn.lock", false)]
    [InlineData("app/node_modules/a/yarn.lock", true)]
    [InlineData("usr/lib/ruby/gems/3.1.0/gems/rake-13/Gemfile.lock", true)]
    [InlineData("app/vendor/x/y/composer.lock", true)]
    [InlineData("root/.cargo/registry/src/index/x-1.0/Cargo.lock", true)]
    [InlineData("app/my_node_modules/yarn.lock", false)]
    public void Lock_file_of_an_installed_package_is_told_apart(string path, bool inside) => Assert.Equal(inside, LockFolder.IsOfPackage(Encoding.UTF8.GetBytes(path)));
}
