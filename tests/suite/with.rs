//! Programs of others, which `tests/with/install` brings; tests that need one are ignored by a bare `cargo test`.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

fn installed(path: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/with").join(path);
    assert!(path.exists(), "{} is missing; run tests/with/install", path.display());
    path
}

/// A Python with the robots.txt oracle and the WARC readers.
pub fn python() -> PathBuf {
    installed("python/bin/python3")
}

/// A Python with DuckDB and Spark.
#[cfg(feature = "parquet")]
pub fn engines() -> PathBuf {
    installed("engines/bin/python3")
}

/// The Node packages: a browser's driver.
pub fn node_modules() -> PathBuf {
    installed("node/node_modules")
}

/// Runs a program to its end and returns what it printed; it must succeed.
pub fn output(command: &mut Command) -> String {
    let output =
        command.output().unwrap_or_else(|error| panic!("{command:?}: {error}; run tests/with/install"));
    let text =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} fails: {text}");
    text
}

/// A program of the Python with the WARC readers: `warcio`, `cdxj-indexer`.
pub fn warc_tool(name: &str) -> Command {
    Command::new(installed(&format!("python/bin/{name}")))
}

/// The Nu HTML checker, less its files.
pub fn nu() -> Command {
    let mut java = Command::new("java");
    // Its parser recurses: the stack of Java's default is too small for long pages.
    java.args(["-Xss1m", "-jar"]).arg(installed("node/node_modules/vnu-jar/build/dist/vnu.jar"));
    java
}

/// The script that looks at a site in Chromium; see there for `how`.
pub fn look(how: &str, site: &Path) -> Command {
    let mut node = Command::new("node");
    node.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/with/look.js"));
    node.arg(how).arg(site).arg(installed("node/node_modules"));
    node
}

/// The program that makes a book of `docs/`.
pub fn mdbook() -> Command {
    Command::new(installed("book/bin/mdbook"))
}

/// A server that ends with its test.
pub struct Server {
    process: Child,
    /// The port that it listens on.
    pub port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        // A server that has ended by itself cannot be ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    /// Starts a program that will listen on `port` of `ip`, and waits until it does.
    fn start(command: &mut Command, ip: &str, port: u16) -> Self {
        let started = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let process = started.unwrap_or_else(|error| panic!("{command:?}: {error}; run tests/with/install"));
        let server = Self { process, port };
        for _ in 0..300 {
            if TcpStream::connect((ip, port)).is_ok() {
                return server;
            }
            sleep(Duration::from_millis(100));
        }
        panic!("{command:?} does not listen");
    }

    /// nginx in a folder, configured by the text of its `http` block.
    pub fn nginx(folder: &Path, port: u16, http: &str) -> Self {
        let config = format!(
            "daemon off;\nmaster_process off;\npid nginx.pid;\nerror_log error.log;\nevents {{}}\nhttp {{\n\
             log_format witness '$msec $server_addr $status $request_uri $http_user_agent';\n\
             access_log access.log witness;\n{http}\n}}\n"
        );
        fs::write(folder.join("nginx.conf"), config).unwrap();
        let mut nginx = Command::new("nginx");
        nginx.arg("-p").arg(folder).args(["-e", "error.log", "-c", "nginx.conf"]);
        Self::start(&mut nginx, "127.0.0.2", port)
    }

    /// pywb with one collection, `c`, that holds a WARC file.
    pub fn pywb(folder: &Path, warc: &Path) -> Self {
        let manager = installed("pywb/bin/wb-manager");
        output(Command::new(&manager).current_dir(folder).args(["init", "c"]));
        output(Command::new(&manager).current_dir(folder).args(["add", "c"]).arg(warc));
        let port = free_port();
        let mut wayback = Command::new(installed("pywb/bin/wayback"));
        wayback.current_dir(folder).args(["-b", "127.0.0.1", "-p", &port.to_string()]);
        Self::start(&mut wayback, "127.0.0.1", port)
    }
}

/// A port that nobody listens on just now.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
